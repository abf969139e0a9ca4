//! The words of the statistics: what is counted, the periods, and the changes between them.

use super::{aldersband, infotext, kon, resultat, satt, sprak, utfall};
use crate::domain::akt::avslut::Avslutsorsak;
use crate::domain::information::{Satt, TextId};
use crate::domain::ko::KoOrsak;
use crate::domain::kontroll::Utfall;
use crate::domain::raknat::{Kon, Resultat};
use crate::domain::statistik::ODELADE;
use crate::domain::statistik::period::{Manad, Period, Periodslag};
use crate::domain::statistik::underlag::Avsnitt;
use crate::domain::tid::Aldersband;
use crate::rena::rena_rad;

/// Heading of the screen.
pub const RUBRIK: &str = "Statistik";
/// All insatser together.
pub const ALLA: &str = "Besök per insats";
/// The part that is counted apart.
pub const FAMILJERADGIVNING: &str = "Familjerådgivning (räknas för sig)";
/// Heading of the months.
pub const MANADER: &str = "Månad för månad";
/// Headings of the numbers in a table.
pub const KOLUMNER: [&str; 3] = ["antal", "före", "ändring"];
/// The visits.
pub const BESOK: &str = "Besök";
/// A change that cannot be told, for one of the two is hidden.
pub const OKAND: &str = "okänd";
/// Of a period that is not over.
pub const PAGAR: &str = "pågår, siffrorna är preliminära";
/// Nothing was counted in the period before.
pub const INGET_FORE: &str = "inget räknat i perioden före";
/// The hours are counted of all visits only.
pub const BARA_ALLA: &str =
    "Veckans timmar räknas bara för alla besök tillsammans. Esc visar alla.";
/// What the hours are of.
pub const TIMMAR_AV: &str = "Alla besök tillsammans, även familjerådgivning.";
/// What the signs of the map mean where the numbers stand beside them.
pub const TECKEN: &str =
    "· inget, ░ lite, ▒ mer, ▓ mycket, █ mest, <5 färre än fem, dold skyddar ett annat tal.";
/// The same where there is room for digits only.
pub const SIFFROR: &str =
    "· inget, 1 minst till 9 mest, < färre än fem, d dold för att skydda ett annat tal.";
/// Why a cell is hidden.
pub const DOLT: &str =
    "<5 betyder färre än fem. Dold betyder att talet skulle avslöja ett annat som är färre än fem.";

/// Why an insats is not divided.
pub fn odelat() -> String {
    format!("Odelat betyder att besöken är färre än {ODELADE}, eller att antalet är dolt.")
}

/// Which insatser are not divided.
fn for_fa(period: Period) -> String {
    let del = match period.slag() {
        Periodslag::Annan => " i någon del av perioden",
        Periodslag::Ar | Periodslag::Kvartal | Periodslag::Manad => "",
    };
    format!("färre än {ODELADE} besök, eller så är antalet dolt{del}")
}

/// An insats that is not divided.
pub fn odelad(period: Period) -> String {
    format!("Delas inte upp mer: {}.", for_fa(period))
}

/// So many insatser that are not divided.
pub fn odelade(antal: usize, period: Period) -> String {
    let insatser = if antal == 1 { "insats" } else { "insatser" };
    format!("{antal} {insatser} delas inte upp: {}.", for_fa(period))
}

/// A period that has not begun.
pub const EJ_BORJAT: &str = "Perioden har inte börjat. Inget är räknat.";
/// There is no later period.
pub const INGEN_SENARE: &str = "Det här är den period som pågår. Någon senare finns inte.";
/// There is no earlier period.
pub const INGEN_TIDIGARE: &str = "Det finns ingen tidigare period.";
/// The numbers stand in a table now.
pub const SOM_TABELL: &str = "Visas som tabell. F2 visar diagram.";
/// The numbers stand in charts now.
pub const SOM_DIAGRAM: &str = "Visas som diagram. F2 visar tabell.";
/// A row that opens nothing.
pub const OPPNAR_INGET: &str = "Den raden har inget mer att visa.";
/// A period that the command line cannot read.
pub const PERIOD: &str = "En period skrivs 2026-11, 2026-K4, 2026 eller 2026-01..2026-05.";

/// The divisions, in the order of their row.
pub const INDELNINGAR: [&str; 11] = [
    "Insatser",
    "Resultat",
    "Utfall",
    "Ålder",
    "Kön",
    "Enhet",
    "Information",
    "Kö",
    "Väntan",
    "Avslut",
    "Timmar",
];
/// The first of them where one insats is shown.
pub const ALLT: &str = "Allt";

/// Days of the week, Monday first: whole and short.
pub const DAGAR: [(&str, &str); 7] = [
    ("Måndag", "mån"),
    ("Tisdag", "tis"),
    ("Onsdag", "ons"),
    ("Torsdag", "tor"),
    ("Fredag", "fre"),
    ("Lördag", "lör"),
    ("Söndag", "sön"),
];

/// Months, January first.
pub(super) const MANADSNAMN: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

fn manadsnamn(manad: Manad) -> &'static str {
    let plats = usize::try_from(manad.manad()).unwrap_or(1) - 1;
    MANADSNAMN[plats.min(11)]
}

/// A month: `november 2026`.
pub fn manad(manad: Manad) -> String {
    format!("{} {}", manadsnamn(manad), manad.ar())
}

/// A month in three letters.
pub fn manad_kort(manad: Manad) -> String {
    manadsnamn(manad).chars().take(3).collect()
}

/// A period: `november 2026`, `juli–september 2026 (kvartal 3)`, `2026`, `november 2025–januari 2026`.
pub fn period(period: Period) -> String {
    let (forsta, sista) = (period.forsta(), period.sista());
    match period.slag() {
        Periodslag::Manad => manad(forsta),
        Periodslag::Ar => forsta.ar().to_string(),
        Periodslag::Kvartal => format!(
            "{}–{} (kvartal {})",
            manadsnamn(forsta),
            manad(sista),
            forsta.manad().div_ceil(3)
        ),
        Periodslag::Annan if forsta.ar() == sista.ar() => {
            format!("{}–{}", manadsnamn(forsta), manad(sista))
        }
        Periodslag::Annan => format!("{}–{}", manad(forsta), manad(sista)),
    }
}

/// The period that it is compared with.
pub fn jamfort_med(fore: Period) -> String {
    let fore = self::period(fore);
    format!("mot {}", fore.split(" (").next().unwrap_or(&fore))
}

/// A value in a sentence: a hidden one says why, and so does a month that is to come.
pub fn varde(varde: &crate::ui::diagram::Varde) -> String {
    match varde.to_string().as_str() {
        "<5" => "färre än fem".to_owned(),
        "odelat" => "odelat, för besöken är för få eller dolda".to_owned(),
        "dold" => "dold, för den skulle avslöja ett annat tal".to_owned(),
        "" => "har inte börjat".to_owned(),
        tal => tal.to_owned(),
    }
}

/// That nothing was counted, and how to see another period.
pub fn tomt(period: Period, pagar: bool) -> String {
    let annu = if pagar { " ännu" } else { "" };
    format!(
        "Inget är räknat{annu} för {}. Vänsterpil visar perioden före.",
        self::period(period)
    )
}

/// The same on the command line.
pub fn tomt_klartext(period: Period) -> String {
    format!("Inget är räknat för {}.", self::period(period))
}

/// That nothing was counted of a division.
pub fn tom_indelning(indelning: &str) -> String {
    format!("Inget är räknat under {indelning} för perioden.")
}

/// What is hidden.
pub fn dolda(sma: usize, foljd: usize) -> String {
    format!("Dolda tal: {sma} som är färre än fem, {foljd} som skulle avslöja dem.")
}

/// A change: with its sign, and a real minus.
pub fn andring(nu: u64, fore: u64) -> String {
    match nu.cmp(&fore) {
        std::cmp::Ordering::Greater => format!("+{}", nu - fore),
        std::cmp::Ordering::Equal => "±0".to_owned(),
        std::cmp::Ordering::Less => format!("−{}", fore - nu),
    }
}

/// A result among the numbers that come first.
pub fn nyckeltal(resultat: Resultat) -> &'static str {
    match resultat {
        Resultat::Mottagen => "Mottagna",
        Resultat::IKo => "I kö",
        Resultat::Hanvisad => "Hänvisade",
        Resultat::Informerad => "Informerade",
    }
}

/// Heading of the whole in plain text.
pub fn klartextrubrik(period: Period) -> String {
    format!("{RUBRIK} för {}", self::period(period))
}

/// A number in a sentence: what it is of, how many, and how many in the period before.
pub fn mening(namn: &str, antal: &str, fore: Option<&str>, andring: &str) -> String {
    let fore = fore.map_or_else(String::new, |fore| format!(", perioden före {fore}"));
    let andring = if andring.is_empty() {
        String::new()
    } else {
        format!(", ändring {andring}")
    };
    format!("{namn}: {antal}{fore}{andring}")
}

/// An hour of a day: `kl. 08–09`.
pub fn timme(timme: u8) -> String {
    format!("kl. {timme:02}–{:02}", timme + 1)
}

/// A day of the week, hour by hour: only those that have anything.
pub fn dagens_timmar<'a>(
    dag: usize,
    timmar: impl Iterator<Item = (u8, &'a crate::ui::diagram::Varde)>,
) -> String {
    let delar: Vec<String> = timmar
        .filter(|(_, varde)| varde.tal() != Some(0))
        .map(|(timme, varde)| format!("{timme:02}={varde}"))
        .collect();
    let dag = DAGAR[dag.min(6)].0;
    if delar.is_empty() {
        format!("{dag}: inget")
    } else {
        format!("{dag}, timme=antal: {}", delar.join(", "))
    }
}

/// A division of the counts, as it stands in its row above them.
pub fn avsnitt(avsnitt: Avsnitt) -> &'static str {
    match avsnitt {
        Avsnitt::Resultat => "Hur besöken slutade",
        Avsnitt::Utfall => "Utfall av villkorskontrollen",
        Avsnitt::Alder => "Ålder",
        Avsnitt::Kon => "Kön",
        Avsnitt::Enhet => "Enhet",
        Avsnitt::Satt => "Hur informationen gavs",
        Avsnitt::Sprak => "Informationens språk",
        Avsnitt::Text => "Informationens text och version",
        Avsnitt::Ko => "Händelser i kön",
        Avsnitt::Koavslut => "Lämnade kön utan att börja",
        Avsnitt::Vantan => "Väntan för dem som började",
        Avsnitt::Arende => "Ärenden",
        Avsnitt::Avslut => "Varför ärenden avslutades",
    }
}

/// A part of a division, in words, where its code is known; otherwise the code itself.
pub fn kod(avsnitt: Avsnitt, kod: &str) -> String {
    let kand: Option<String> = match avsnitt {
        Avsnitt::Resultat => Resultat::fran_kod(kod).map(|kand| resultat(kand).to_owned()),
        Avsnitt::Utfall => Utfall::fran_kod(kod).map(|kand| utfall(kand).to_owned()),
        Avsnitt::Alder => Aldersband::fran_kod(kod).map(|kand| aldersband(kand).to_owned()),
        Avsnitt::Kon => Kon::fran_kod(kod).map(|kand| kon(kand).to_owned()),
        Avsnitt::Satt => Satt::fran_kod(kod).map(|kand| satt(kand).to_owned()),
        Avsnitt::Sprak => Some(sprak(kod).to_owned()).filter(|namn| namn != kod),
        Avsnitt::Text => kod.split_once(' ').and_then(|(id, version)| {
            Some(format!("{}, {version}", infotext(TextId::fran_kod(id)?)))
        }),
        Avsnitt::Koavslut => KoOrsak::fran_kod(kod).map(|orsak| super::ko::orsak(orsak).to_owned()),
        Avsnitt::Avslut => {
            Avslutsorsak::fran_kod(kod).map(|orsak| super::akt::avslutsorsak(orsak).to_owned())
        }
        Avsnitt::Ko | Avsnitt::Vantan | Avsnitt::Arende => ord_av(avsnitt, kod),
        Avsnitt::Enhet => None,
    };
    match (kand, kod) {
        (Some(kand), _) => stor(&kand),
        (None, "ej-sagt") => "Inte angivet".to_owned(),
        (None, kod) => rena_rad(kod),
    }
}

/// What happens in a queue: codes and words, in the order in which it happens.
const KO: [(&str, &str); 13] = [
    ("stalld_i_ko", "Ställda i kö"),
    ("importerad", "Hämtade från en gammal lista"),
    ("vila", "Vilande"),
    ("erbjuden", "Erbjudna en plats"),
    ("accepterad", "Tackade ja"),
    ("avbojt", "Tackade nej"),
    ("star_kvar", "Stod kvar efter ett nej"),
    ("inget_svar", "Svarade inte"),
    ("erbjudande_aterkallat", "Fick erbjudandet återkallat"),
    ("paborjad", "Började"),
    ("avslutad", "Lämnade kön utan att börja"),
    ("felregistrerad", "Felregistrerade"),
    ("ateroppnad", "Återöppnade"),
];
/// How long those who began had waited: codes and words.
const VANTAN: [(&str, &str); 6] = [
    ("0-7", "Högst 7 dagar"),
    ("8-30", "8–30 dagar"),
    ("31-90", "31–90 dagar"),
    ("91-180", "91–180 dagar"),
    ("181-365", "181–365 dagar"),
    ("366-", "Mer än ett år"),
];
/// What happens to an ärende: codes and words.
const ARENDE: [(&str, &str); 2] = [("oppnat", "Öppnade"), ("avslutat", "Avslutade")];

/// The codes and words of a division that has them here.
fn lista(avsnitt: Avsnitt) -> &'static [(&'static str, &'static str)] {
    match avsnitt {
        Avsnitt::Ko => &KO,
        Avsnitt::Vantan => &VANTAN,
        Avsnitt::Arende => &ARENDE,
        Avsnitt::Resultat
        | Avsnitt::Utfall
        | Avsnitt::Alder
        | Avsnitt::Kon
        | Avsnitt::Enhet
        | Avsnitt::Satt
        | Avsnitt::Sprak
        | Avsnitt::Text
        | Avsnitt::Koavslut
        | Avsnitt::Avslut => &[],
    }
}

fn ord_av(avsnitt: Avsnitt, kod: &str) -> Option<String> {
    let kand = lista(avsnitt).iter().find(|(kand, _)| *kand == kod);
    kand.map(|(_, ord)| (*ord).to_owned())
}

/// The order in which the parts of a division are told, where they have one of their own.
pub fn ordning(avsnitt: Avsnitt, kod: &str) -> Option<usize> {
    match avsnitt {
        Avsnitt::Resultat => Resultat::ALLA.iter().position(|kand| kand.kod() == kod),
        Avsnitt::Utfall => Utfall::fran_kod(kod).map(|kand| kand as usize),
        Avsnitt::Alder => Aldersband::fran_kod(kod).map(|kand| kand as usize),
        Avsnitt::Kon => Kon::fran_kod(kod).map(|kand| kand as usize),
        Avsnitt::Satt => Satt::fran_kod(kod).map(|kand| kand as usize),
        Avsnitt::Ko | Avsnitt::Vantan | Avsnitt::Arende => {
            lista(avsnitt).iter().position(|(kand, _)| *kand == kod)
        }
        Avsnitt::Enhet | Avsnitt::Sprak | Avsnitt::Text | Avsnitt::Koavslut | Avsnitt::Avslut => {
            None
        }
    }
}

fn stor(text: &str) -> String {
    let mut tecken = text.chars();
    tecken.next().map_or_else(String::new, |forst| {
        forst.to_uppercase().chain(tecken).collect()
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn perioder_och_andringar_i_ord() {
        let p = |text: &str| period(text.parse().unwrap());
        assert_eq!(p("2026-11"), "november 2026");
        assert_eq!(p("2026-K3"), "juli–september 2026 (kvartal 3)");
        assert_eq!(p("2026"), "2026");
        assert_eq!(p("2026-01..2026-05"), "januari–maj 2026");
        assert_eq!(p("2025-11..2026-01"), "november 2025–januari 2026");
        assert_eq!(
            [andring(7, 5), andring(5, 5), andring(2, 5)],
            ["+2", "±0", "−3"]
        );
    }

    #[test]
    fn kanda_koder_star_i_ord_och_okanda_som_de_ar() {
        assert_eq!(kod(Avsnitt::Resultat, "i_ko"), "I kö");
        assert_eq!(
            kod(Avsnitt::Text, "lattlast 2026-11-22"),
            "Lättläst text, 2026-11-22"
        );
        assert_eq!(kod(Avsnitt::Kon, "ej-sagt"), "Inte angivet");
        assert_eq!(
            kod(Avsnitt::Enhet, "Enhet\u{1b}[31m 4"),
            rena_rad("Enhet\u{1b}[31m 4")
        );
        assert_eq!(kod(Avsnitt::Sprak, "sv"), "Svenska");
    }
}
