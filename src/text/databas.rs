//! The words of the care of the file.

use std::path::PathBuf;

use crate::rena::rena_rad;
use crate::store::sqlite::{
    Anvandning, Aterstallning, Filfel, Hindrad, Kopiekvitto, Overfort, Process, Program, Prov,
    Sakerhetskopia, Skede,
};

/// No account was named.
pub const ANGE_KONTO: &str = "Ange kontot med --konto NAMN.";
/// No enhet was named.
pub const ANGE_ENHET: &str = "Ange enheten med --enhet NAMN.";
/// A rehearsal has neither accounts nor keys.
pub const OVNING: &str = "Databasen är en övning och har inga nycklar. En databas för riktiga uppgifter skapas med \
    troskel databas skapa.";
/// Asks for the recovery key.
pub const ATERSTALLNINGSNYCKEL: &str = "Återställningsnyckel";
/// The recovery key was mistyped.
pub const FELSKRIVEN: &str =
    "Återställningsnyckeln är felskriven. Den har nio grupper med fyra tecken i varje.";
/// A recovery key, but not of this file.
pub const FEL_NYCKEL: &str =
    "Återställningsnyckeln hör inte till den här databasen, eller har ersatts av en nyare.";
/// Done.
pub const NYCKEL_BYTT: &str = "Databasen har fått en ny nyckel. Alla som är inloggade får logga in igen. Lösenorden och \
    återställningsnyckeln är desamma. Kopior som togs förut har kvar den gamla nyckeln.";

/// The catalogue that the file has from now on.
pub fn katalog_given(kommun: &str, version: &str) -> String {
    format!(
        "Databasen har katalogen för {kommun}, version {version}. Den går att använda med ingen annan. Den som redan är \
         inloggad har den förra tills skärmen låses."
    )
}

/// A new file, and what is to be written down now.
pub fn skapad(fil: &str, krypterad: bool, konto: &str, papper: &str) -> String {
    let slag = if krypterad {
        "Databasen är krypterad."
    } else {
        "Databasen är inte krypterad: den som kommer över filen kan läsa den."
    };
    format!(
        "{fil} är skapad. {slag}\nFörsta kontot är {konto}, systemförvaltare.\n\n{}\n\nSäkerhetskopiera alltid två filer: \
         {fil} och {fil}.nycklar. Den ena går inte att använda utan den andra.",
        nyckelrad(papper)
    )
}

/// A new recovery key.
pub fn ny_aterstallning(papper: &str) -> String {
    format!("{}\n\nDen förra gäller inte längre.", nyckelrad(papper))
}

fn nyckelrad(papper: &str) -> String {
    format!(
        "Återställningsnyckel:\n\n    {papper}\n\nSkriv av den eller skriv ut den nu: den visas bara en gång. Lägg den i ett \
         förseglat kuvert. Utan den och utan lösenord kan ingen öppna databasen."
    )
}

/// In again.
pub fn aterfatt(konto: &str) -> String {
    format!(
        "{konto} kan logga in med det nya lösenordet. Ta fram en ny återställningsnyckel om någon annan kan ha sett den \
         gamla (troskel databas aterstallningsnyckel)."
    )
}

/// A key file.
pub fn maskinnyckel(konto: &str, fil: &str) -> String {
    format!(
        "{konto} loggar in med --nyckelfil {fil}. Filen är som ett lösenord: bara den användare som kör jobbet får läsa den."
    )
}

/// What the look at the start has found.
pub const SKADAD_VID_START: &str =
    "Databasen är skadad. Sluta använda den, och be den som sköter den återställa kopian.";

/// Broken off.
pub const AVBRUTET: &str =
    "Arbetet avbröts. Ingen kopia finns kvar efter det, och databasen är orörd.";

/// How far it has come, for whoever waits at a terminal.
pub fn skede(skede: Skede) -> String {
    match skede {
        Skede::Kopierar { sidor, av } => {
            format!(
                "Kopierar: {} procent ({sidor} av {av} sidor).",
                sidor * 100 / av.max(1)
            )
        }
        Skede::Sidor => "Läser och kontrollerar alla sidor.".to_owned(),
        Skede::Regler { gjort, av } => format!("Prövar reglerna: {gjort} av {av}."),
        Skede::Loggen => "Kontrollerar loggens kedja.".to_owned(),
    }
}

/// What is known of a copy.
fn kvitto(kvitto: &Kopiekvitto) -> String {
    let mut rader = vec![format!(
        "{} sidor. Kopian började {} och innehåller allt som var sparat då.",
        kvitto.sidor,
        super::logg::stund(kvitto.tid)
    )];
    rader.extend(super::logg::topp(kvitto.topp));
    rader.join("\n")
}

/// A copy.
pub fn kopierad(kopia: &Kopiekvitto) -> String {
    let vag = kopia.vag.display();
    let fel = fel(&kopia.prov);
    if fel.is_empty() {
        return format!(
            "{vag} är en hel kopia. Den är kontrollerad.\n{}",
            kvitto(kopia)
        );
    }
    format!(
        "{vag} är en kopia av databasen som den är, med de fel den har.\n{}\n{}",
        fel.join("\n"),
        kvitto(kopia)
    )
}

/// A backup, and what became of the older ones.
pub fn sakerhetskopierad(kopia: &Sakerhetskopia) -> String {
    let mut rader = vec![format!(
        "{} är en hel säkerhetskopia. Den är kontrollerad.\n{}",
        kopia.kvitto.vag.display(),
        kvitto(&kopia.kvitto)
    )];
    let alla = |vagar: &[PathBuf]| {
        let namn: Vec<String> = vagar.iter().map(|vag| vag.display().to_string()).collect();
        namn.join(", ")
    };
    if !kopia.borttagna.is_empty() {
        rader.push(format!(
            "Borttagna äldre kopior: {}.",
            alla(&kopia.borttagna)
        ));
    }
    if !kopia.lamnade.is_empty() {
        rader.push(format!(
            "Lämnade orörda, för att de inte längre är de filer som gjordes eller inte går att ta bort: {}.",
            alla(&kopia.lamnade)
        ));
    }
    rader.join("\n")
}

/// A backup that does not count, for what is wrong with it is wrong with the file.
pub fn kopian_har_fel(prov: &Prov) -> String {
    format!(
        "Ingen säkerhetskopia gjordes: databasen har fel, och de äldre kopiorna är orörda. Kör troskel databas kontrollera. En \
         kopia av databasen som den är görs med troskel databas kopiera.\n{}",
        fel(prov).join("\n")
    )
}

/// A copy that is not whole is not restored.
pub fn kopian_ar_skadad(prov: &Prov) -> String {
    let anda = if prov.lasbar() {
        " Är den den bästa som finns, och vet ni vad felen kommer av, tas den med --med-fel."
    } else {
        ""
    };
    format!(
        "Kopian är skadad eller ändrad, och återställs inte. Databasen är orörd. Ta en äldre kopia.{anda}\n{}",
        fel(prov).join("\n")
    )
}

/// Broken off before anything was put in place.
pub const ATERSTALLNING_AVBRUTEN: &str = "Återställningen avbröts. Databasen är orörd.";
/// The copy is the file itself.
pub const SAMMA_FIL: &str =
    "Kopian och databasen är samma fil. Ange databasen med --databas och kopian efter aterstall.";
/// A rehearsal is no copy of a file for real persons.
pub const OVNING_I_STALLET: &str = "Kopian är en övning, men databasen som ligger där är för riktiga uppgifter. Ingenting är gjort.";
/// Who restores has been shut out since.
pub const STANGT_SEDAN: &str = "Kontot är stängt, eller inte längre systemförvaltare, i databasen som ligger där. Be en \
    systemförvaltare återställa. Databasen är orörd.";

/// Somebody works in the file.
pub fn nagon_har_filen(hindrad: &Hindrad) -> String {
    let vem = match (&hindrad.program, hindrad.pid) {
        (Some(program), Some(pid)) => format!("programmet {program} (process {pid})"),
        (None, Some(pid)) => format!("process {pid}"),
        (_, None) => "ett annat program".to_owned(),
    };
    format!(
        "Databasen är öppen i {vem}. Avsluta alla program som använder den och försök igen. Databasen är orörd."
    )
}

/// What is going to be done.
pub fn ska_aterstallas(kopia: &str, fil: &str, finns: bool) -> String {
    let undan = if finns {
        " Det som ligger där nu flyttas åt sidan och tas inte bort."
    } else {
        ""
    };
    format!(
        "{kopia} kontrolleras och läggs i stället för {fil}.{undan} Allt som har sparats sedan kopian togs saknas sedan i \
         databasen. Lägg till --ja för att göra det."
    )
}

/// What was cut short is finished.
pub fn fullbordad(fil: &str, undan: &str) -> String {
    format!(
        "Återställningen av {fil}, som avbröts, är fullbordad. Det som låg där förut heter {undan}."
    )
}

/// The restored file.
pub fn aterstalld(fil: &str, svar: &Aterstallning) -> String {
    let mut rader = vec![if svar.prov.hel() {
        format!("{fil} är återställd och kontrollerad.")
    } else {
        format!(
            "{fil} är återställd med de fel som kopian har:\n{}",
            fel(&svar.prov).join("\n")
        )
    }];
    if let Some(undan) = &svar.undan {
        rader.push(format!("Det som låg där förut heter {}.", undan.display()));
    }
    match (&svar.overfort, &svar.undan) {
        (Some(overfort), _) => rader.extend(overfort_i_ord(overfort)),
        (None, Some(_)) => rader.push(
            "Det som låg där förut gick inte att läsa. Det som har gallrats sedan kopian togs finns därför igen, och konton \
             som har stängts är öppna: gå igenom gallringen (troskel gallra) och kontona (troskel konto lista)."
                .to_owned(),
        ),
        (None, None) => {}
    }
    rader.push("Lösenorden är de som gällde när kopian togs.".to_owned());
    rader.extend(super::logg::topp(svar.topp).into_iter().take(1));
    rader.join("\n")
}

fn overfort_i_ord(overfort: &Overfort) -> Vec<String> {
    let mut rader = Vec::new();
    if overfort.gallrade > 0 {
        rader.push(format!(
            "Gallrat sedan kopian togs, och nu här med: {}.",
            overfort.gallrade
        ));
    }
    let mut lista = |rubrik: &str, alla: Vec<String>| {
        if !alla.is_empty() {
            rader.push(format!("{rubrik}: {}.", alla.join(", ")));
        }
    };
    lista(
        "Konton som har stängts sedan dess, och nu är stängda här med",
        overfort.stangda.clone(),
    );
    let roller = overfort.roller.iter();
    let roller = roller
        .map(|(namn, roll, enhet)| format!("{namn} ({})", super::konto::roll_vid(*roll, enhet)));
    lista(
        "Roller som har tagits bort sedan dess, och nu är det här med",
        roller.collect(),
    );
    lista(
        "Konton eller roller som har tagits bort sedan dess, och som måste gås igenom för hand",
        overfort.kvar.clone(),
    );
    lista(
        "Konton som har lagts upp sedan dess, och som måste läggas upp igen",
        overfort.nya.clone(),
    );
    rader
}

/// What must hold between the rows, in words.
pub fn regel(kod: &str) -> &'static str {
    match kod {
        "koantal" => "Köns antal, som platsen i kön räknas ut av, är de som står i kön.",
        "rakning_besok" => "Statistikens räkningar av besök är de besök som har räknats.",
        "rakning_ko" => "Statistikens räkningar av kön är det som står i köns historik.",
        "rakning_arende" => "Statistikens räkningar av ärenden är minst de ärenden som finns.",
        "besokstimme" => "Statistikens timmar är de besök som har avslutats enligt loggen.",
        "ko_historik" => "Varje köpost har sin historik i följd, utan luckor.",
        "ko_handelse_utan_post" => "Varje händelse i kön gäller en köpost som finns.",
        "ko_status" => "Varje köpost står där dess senaste händelse har satt den.",
        "ko_ordning" => "Ett ködatum har bara ändrats av två personer tillsammans.",
        "ko_foljd" => "De som väntar står i den ordning de kom.",
        "kolapp" => "Varje kölapp har sin egen kod.",
        "erbjuden_utan_erbjudande" => "Den som är erbjuden en plats har ett öppet erbjudande.",
        "erbjudande_utan_erbjuden" => "Ett öppet erbjudande gäller någon som är erbjuden.",
        "plats_saknas" => "Den som är erbjuden eller har tackat ja håller just sina platser.",
        "plats_utan_ratt" => "Den som bara väntar, eller har lämnat kön, håller ingen plats.",
        "plats_flera" => "Ingen har fler platser än sällskapet är stort.",
        "plats_dubbel" => "Ingen plats är tagen två gånger.",
        "plats_over_antalet" => "Inte fler platser är tagna än det finns.",
        "undantagen_kontakt" => "På en insats utan dokumentation finns ingen kontaktuppgift.",
        "undantagen_alder" => "På en insats utan dokumentation finns ingen ålder i kön.",
        "overlamning_paragraf" => "Bara insatser enligt 14 kap. 3 § är överlämnade.",
        "arende_paragraf" => "Bara insatser enligt 14 kap. 3 § har ärenden.",
        "overlamning_person" => {
            "En överlämning har sin person till dess att den är mottagen eller makulerad, och inte längre."
        }
        "kontakt_slut" => {
            "En kontaktuppgift har en dag då den gallras när kölappen har slutat gälla, och bara då."
        }
        "kontakt_dubbel" => "Ingen person står två gånger i samma kö.",
        "utkast_identitet" => {
            "Ett parkerat besök på en insats utan dokumentation har inte kommit till frågan om identitet."
        }
        "rattelse_mening" => {
            "En mening i köns historik hör till en rättelse eller till en kölapp som återupptas."
        }
        "gjord" => "Varje handling i kön har sitt svar kvar, så att den inte kan göras två gånger.",
        "gjord_dubbel" => "Varje handling har ett enda svar.",
        "arendenummer" => "Årets ärendenummer går i följd från 1.",
        "arende_person" => "Varje ärende gäller en person.",
        "arende_overlamning" => "Varje ärende har öppnats ur sin överlämning.",
        "arende_avslut" => "Ett avslutat ärende har en uppföljning från dagen då det avslutades.",
        "akt_foljd" => "Anteckningar, planer och uppföljningar i en akt går i följd.",
        "akt_utan_arende" => "Det som står i en akt hör till ett ärende som finns.",
        "anteckning_galler" => {
            "En rättelse eller invändning gäller en tidigare anteckning i samma akt."
        }
        "gallras_tom" => "Ingenting står märkt för gallring mellan två handlingar.",
        _ => "",
    }
}

/// What a check has found, a line each.
pub fn fel(prov: &Prov) -> Vec<String> {
    let fil = prov.filen.fel.iter().map(|fel| match fel {
        Filfel::Sidor(antal) => format!("{antal} sidor är inte som de skrevs."),
        Filfel::Innehall(antal) => format!("{antal} fel i tabeller eller index."),
        Filfel::Hanvisning(tabell) => {
            format!("En rad i {tabell} hänvisar till en rad som inte finns.")
        }
        Filfel::Regel(kod, antal) => {
            let rader = if *antal == 1 { "rad" } else { "rader" };
            format!("Regeln {kod} är bruten ({antal} {rader}): {}", regel(kod))
        }
    });
    let mut alla: Vec<String> = fil.collect();
    if !prov.loggen.hel() {
        alla.push(format!(
            "{} fel i loggen; de visas med troskel logg kontrollera.",
            prov.loggen.antal_fel
        ));
    }
    alla
}

/// The answer of a check.
pub fn kontroll(prov: &Prov, fel: &[String]) -> String {
    let slag = if prov.filen.krypterad {
        "Databasen är krypterad."
    } else {
        "Databasen är inte krypterad."
    };
    if fel.is_empty() {
        return format!(
            "Databasen är hel. {slag} Loggens {} länkar stämmer, och alla {} regler håller.",
            prov.loggen.lankar,
            prov.regler.len()
        );
    }
    format!(
        "Databasen är skadad eller ändrad. {slag} Sluta använda den och återställ den senaste säkerhetskopian.\n{}",
        fel.join("\n")
    )
}

/// Who uses the file.
pub fn anvandning(svar: &Anvandning) -> String {
    let mut rader = Vec::new();
    if svar.program.is_empty() {
        rader.push("Inget program har anmält sig.".to_owned());
    } else {
        rader.push("Anmälda program:".to_owned());
        rader.extend(svar.program.iter().map(program));
    }
    match &svar.processer {
        None => rader.push("Datorn säger inte vilka processer som har databasen öppen.".to_owned()),
        Some(alla) if alla.is_empty() => {
            rader.push("Ingen annan process har databasen öppen just nu.".to_owned());
        }
        Some(alla) => {
            rader.push("Har databasen öppen just nu:".to_owned());
            rader.extend(alla.iter().map(|rad| process(svar, rad)));
        }
    }
    rader.push(format!("Filens logg (-wal) är {} MB.", svar.logg_mb));
    rader.join("\n")
}

fn program(rad: &Program) -> String {
    let desk = rad.desk.as_ref().map(|desk| format!(" vid {desk}"));
    let process = rad.pid.map(|pid| format!(" (process {pid})"));
    let borta = (rad.igang == Some(false)).then_some(", avslutat utan att säga till");
    rena_rad(&format!(
        "  {} {}{}{}, SQLite {}, sedan {}{}",
        rad.namn,
        rad.version,
        desk.unwrap_or_default(),
        process.unwrap_or_default(),
        rad.motor,
        rad.sedan,
        borta.unwrap_or_default()
    ))
}

fn process(svar: &Anvandning, rad: &Process) -> String {
    let anmalt = svar.anmalt(rad.pid);
    let namn = anmalt.map(|program| format!("{} {}", program.namn, program.version));
    let namn = namn.or_else(|| rad.namn.clone());
    let namn = namn.as_deref().unwrap_or("okänt program");
    let gor = match (rad.laser, rad.skriver) {
        (_, true) => "skriver",
        (true, false) => "läser",
        (false, false) => "vilar",
    };
    let tillagg = if anmalt.is_some() {
        ""
    } else {
        ", har inte anmält sig"
    };
    rena_rad(&format!("  {namn} (process {}): {gor}{tillagg}", rad.pid))
}
