//! Kommandon, what a key may mean, and the one table that keys, footer and help are made from.

use crate::text::tangenter as ord;
use crate::ui::inmatning::Tangent;

/// What the user wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kommando {
    /// Open the help.
    Hjalp,
    /// End the program; started visits stay parked.
    Avsluta,
    /// Stop the program for the shell (Ctrl+Z).
    Pausa,
    /// One step back.
    Tillbaka,
    /// One step forward: choose, next field, next step.
    Vidare,
    /// Up one row or field.
    Upp,
    /// Down one row or field.
    Ner,
    /// Up one page.
    SidaUpp,
    /// Down one page.
    SidaNer,
    /// The next alternative.
    NastaVal,
    /// The alternative before.
    ForraVal,
    /// Count a visitor who only asked and has been informed.
    Informerad,
    /// Hand over.
    Overlamna,
    /// Park the visit.
    Parkera,
    /// The person would rather apply.
    Ansok,
    /// The person only asked, or leaves.
    Lamna,
    /// A made-up person, in a rehearsal.
    Pahittad,
    /// The parked visits.
    VisaParkerade,
    /// The queues.
    VisaKo,
    /// The handovers.
    VisaOverlamningar,
    /// The counts.
    VisaStatistik,
    /// What is to be done today in the queues.
    VisaAttgora,
    /// The fairness report.
    VisaRattvisa,
    /// Places and group starts.
    VisaPlatser,
    /// Why an entry has its rank.
    VisaBevis,
    /// The queue has been gone through.
    Granska,
    /// Offer the next in turn a place.
    Erbjud,
    /// The step that follows from where an entry stands.
    NastaSteg,
    /// Pause, or end a pause.
    Vila,
    /// What suits the person.
    Onskemal,
    /// How the person can be reached.
    Kontakt,
    /// Another ködatum.
    Rattelse,
    /// End an entry in the queue.
    AvslutaKopost,
    /// Undo the last own act in the queue.
    Angra,
    /// Plan a group start.
    NyOmgang,
    /// State the number of running places.
    AntalPlatser,
    /// Call a group start off.
    StallIn,
    /// Save a form.
    Spara,
    /// The first row.
    Forst,
    /// The last row.
    Sist,
    /// Remove a visit that was opened by mistake.
    TaBort,
}

/// Where a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kontext {
    /// The lookup.
    Sok,
    /// A visit, with a choice in focus.
    Val,
    /// A visit, with a text or date in focus.
    Falt,
    /// A visit, at the identity.
    Identitet,
    /// The parked visits.
    Parkerade,
    /// The queues at a glance.
    Koer,
    /// One queue.
    Kosida,
    /// One entry in a queue.
    Kopost,
    /// What is to be done today.
    Attgora,
    /// Places and group starts.
    Koplatser,
    /// A report of the queues, to be read.
    Kotext,
    /// A form, with a text or date in focus.
    Blankett,
    /// A form, with a choice in focus.
    Blankettval,
    /// The handovers or the counts.
    Lista,
    /// The help.
    Hjalp,
}

/// A row of the table: where, which key, what, in words, and whether the footer shows it.
pub struct Rad {
    kontexter: &'static [Kontext],
    tangent: &'static str,
    /// What the key means.
    pub kommando: Kommando,
    /// In words.
    pub text: &'static str,
    /// Shown in the footer; all are shown in the help.
    pub i_fot: bool,
}

impl Rad {
    /// The key in words.
    pub fn etikett(&self) -> String {
        Tangent::fran_text(self.tangent).map_or_else(String::new, |tangent| tangent.etikett())
    }

    /// Whether the row holds in this context.
    pub fn galler(&self, kontext: Kontext) -> bool {
        self.kontexter.contains(&kontext)
    }
}

use Kontext::{
    Attgora, Blankett, Blankettval, Falt, Hjalp, Identitet, Koer, Koplatser, Kopost, Kosida,
    Kotext, Lista, Parkerade, Sok, Val,
};

const ALLA: &[Kontext] = &[
    Sok,
    Val,
    Falt,
    Identitet,
    Parkerade,
    Koer,
    Kosida,
    Kopost,
    Attgora,
    Koplatser,
    Kotext,
    Blankett,
    Blankettval,
    Lista,
    Hjalp,
];
const BESOK: &[Kontext] = &[Val, Falt, Identitet];
/// The views of the waiting list that are lists or texts.
const KOER: &[Kontext] = &[Koer, Kosida, Kopost, Attgora, Koplatser, Kotext];
const BLANKETTER: &[Kontext] = &[Blankett, Blankettval];
const LISTOR: &[Kontext] = &[
    Parkerade, Koer, Kosida, Kopost, Attgora, Koplatser, Kotext, Lista, Hjalp,
];
const RADER: &[Kontext] = &[
    Sok, Parkerade, Koer, Kosida, Kopost, Attgora, Koplatser, Kotext, Lista, Hjalp,
];

const fn rad(
    kontexter: &'static [Kontext],
    tangent: &'static str,
    kommando: Kommando,
    text: &'static str,
    i_fot: bool,
) -> Rad {
    Rad {
        kontexter,
        tangent,
        kommando,
        text,
        i_fot,
    }
}

/// The table. The first row that fits wins, so what is particular stands before what is general.
pub static TABELL: &[Rad] = &[
    rad(&[Sok], "<Enter>", Kommando::Vidare, ord::TA_EMOT, true),
    rad(&[Sok], "<F2>", Kommando::Informerad, ord::INFORMERAD, true),
    rad(
        &[Sok],
        "<F3>",
        Kommando::VisaParkerade,
        ord::PARKERADE,
        true,
    ),
    rad(&[Sok], "<F4>", Kommando::VisaKo, ord::KO, true),
    rad(
        &[Sok],
        "<F5>",
        Kommando::VisaOverlamningar,
        ord::OVERLAMNINGAR,
        true,
    ),
    rad(
        &[Sok],
        "<F6>",
        Kommando::VisaStatistik,
        ord::STATISTIK,
        false,
    ),
    rad(&[Sok], "<F7>", Kommando::VisaAttgora, ord::ATT_GORA, false),
    rad(&[Sok], "<Esc>", Kommando::Tillbaka, ord::TOM_SOKNING, false),
    rad(
        &[Identitet],
        "<F2>",
        Kommando::Overlamna,
        ord::OVERLAMNA,
        true,
    ),
    rad(
        &[Identitet],
        "<F6>",
        Kommando::Pahittad,
        ord::PAHITTAD,
        false,
    ),
    rad(BESOK, "<Enter>", Kommando::Vidare, ord::VIDARE, true),
    rad(BESOK, "<Esc>", Kommando::Tillbaka, ord::TILLBAKA, true),
    rad(BESOK, "<F3>", Kommando::Parkera, ord::PARKERA, true),
    rad(BESOK, "<F4>", Kommando::Ansok, ord::ANSOK, true),
    rad(BESOK, "<F8>", Kommando::Lamna, ord::LAMNA, true),
    rad(BESOK, "<Tab>", Kommando::Ner, ord::NASTA_FALT, false),
    rad(BESOK, "<S-Tab>", Kommando::Upp, ord::FORRA_FALT, false),
    rad(BESOK, "<Down>", Kommando::Ner, ord::NASTA_FALT, false),
    rad(BESOK, "<Up>", Kommando::Upp, ord::FORRA_FALT, false),
    rad(&[Val], "<Space>", Kommando::NastaVal, ord::NASTA_VAL, false),
    rad(&[Val], "<Right>", Kommando::NastaVal, ord::NASTA_VAL, false),
    rad(&[Val], "<Left>", Kommando::ForraVal, ord::FORRA_VAL, false),
    rad(&[Parkerade], "<Enter>", Kommando::Vidare, ord::TA_UPP, true),
    rad(&[Parkerade], "<F8>", Kommando::TaBort, ord::TA_BORT, true),
    rad(&[Koer], "<Enter>", Kommando::Vidare, ord::OPPNA_KO, true),
    rad(&[Koer], "<F2>", Kommando::Granska, ord::GRANSKA, true),
    rad(&[Koer], "<F6>", Kommando::VisaAttgora, ord::ATT_GORA, true),
    rad(&[Koer], "<F7>", Kommando::VisaRattvisa, ord::RATTVISA, true),
    rad(
        &[Kosida],
        "<Enter>",
        Kommando::Vidare,
        ord::OPPNA_POST,
        true,
    ),
    rad(&[Kosida], "<F2>", Kommando::Erbjud, ord::ERBJUD_NASTA, true),
    rad(&[Kosida], "<F5>", Kommando::VisaPlatser, ord::PLATSER, true),
    rad(
        &[Kosida],
        "<F8>",
        Kommando::AvslutaKopost,
        ord::AVSLUTA_KOPOST,
        true,
    ),
    rad(
        &[Kopost],
        "<F2>",
        Kommando::NastaSteg,
        ord::NASTA_STEG,
        true,
    ),
    rad(&[Kopost], "<Enter>", Kommando::Vidare, ord::KALLA_IN, true),
    rad(&[Kopost], "<F3>", Kommando::Vila, ord::VILA, true),
    rad(&[Kopost], "<F4>", Kommando::Onskemal, ord::ONSKEMAL, false),
    rad(&[Kopost], "<F5>", Kommando::Kontakt, ord::KONTAKT, true),
    rad(&[Kopost], "<F6>", Kommando::Rattelse, ord::RATTELSE, false),
    rad(&[Kopost], "<F7>", Kommando::VisaBevis, ord::BEVIS, false),
    rad(
        &[Kopost],
        "<F8>",
        Kommando::AvslutaKopost,
        ord::AVSLUTA_KOPOST,
        true,
    ),
    rad(
        &[Koer, Kosida, Kopost, Koplatser],
        "<F9>",
        Kommando::Angra,
        ord::ANGRA,
        false,
    ),
    rad(&[Attgora], "<Enter>", Kommando::Vidare, ord::GA_DIT, true),
    rad(
        &[Koplatser],
        "<Enter>",
        Kommando::Vidare,
        ord::PLATSRAD,
        true,
    ),
    rad(
        &[Koplatser],
        "<F5>",
        Kommando::Erbjud,
        ord::ERBJUD_NASTA,
        true,
    ),
    rad(
        &[Koplatser],
        "<F2>",
        Kommando::NyOmgang,
        ord::NY_OMGANG,
        true,
    ),
    rad(
        &[Koplatser],
        "<F3>",
        Kommando::AntalPlatser,
        ord::ANTAL_PLATSER,
        true,
    ),
    rad(&[Koplatser], "<F8>", Kommando::StallIn, ord::STALL_IN, true),
    rad(BLANKETTER, "<F2>", Kommando::Spara, ord::SPARA, true),
    rad(
        BLANKETTER,
        "<Enter>",
        Kommando::Vidare,
        ord::NASTA_RUTA,
        true,
    ),
    rad(
        BLANKETTER,
        "<Esc>",
        Kommando::Tillbaka,
        ord::UTAN_ATT_SPARA,
        true,
    ),
    rad(BLANKETTER, "<Tab>", Kommando::Ner, ord::NASTA_FALT, false),
    rad(BLANKETTER, "<S-Tab>", Kommando::Upp, ord::FORRA_FALT, false),
    rad(BLANKETTER, "<Down>", Kommando::Ner, ord::NASTA_FALT, false),
    rad(BLANKETTER, "<Up>", Kommando::Upp, ord::FORRA_FALT, false),
    rad(
        &[Blankettval],
        "<Space>",
        Kommando::NastaVal,
        ord::NASTA_VAL,
        false,
    ),
    rad(
        &[Blankettval],
        "<Right>",
        Kommando::NastaVal,
        ord::NASTA_VAL,
        false,
    ),
    rad(
        &[Blankettval],
        "<Left>",
        Kommando::ForraVal,
        ord::FORRA_VAL,
        false,
    ),
    rad(KOER, "<Home>", Kommando::Forst, ord::FORST, false),
    rad(KOER, "<End>", Kommando::Sist, ord::SIST, false),
    rad(LISTOR, "<Esc>", Kommando::Tillbaka, ord::TILLBAKA, true),
    rad(LISTOR, "q", Kommando::Tillbaka, ord::TILLBAKA, false),
    rad(LISTOR, "?", Kommando::Hjalp, ord::HJALP, false),
    rad(&[Val], "?", Kommando::Hjalp, ord::HJALP, false),
    rad(RADER, "<Down>", Kommando::Ner, ord::NASTA_RAD, false),
    rad(RADER, "<Up>", Kommando::Upp, ord::FORRA_RAD, false),
    rad(ALLA, "<PgDn>", Kommando::SidaNer, ord::SIDA_NER, false),
    rad(ALLA, "<PgUp>", Kommando::SidaUpp, ord::SIDA_UPP, false),
    rad(ALLA, "<F1>", Kommando::Hjalp, ord::HJALP, true),
    rad(ALLA, "<C-q>", Kommando::Avsluta, ord::AVSLUTA, false),
    rad(ALLA, "<C-c>", Kommando::Avsluta, ord::AVSLUTA, false),
    rad(ALLA, "<C-z>", Kommando::Pausa, ord::PAUSA, false),
];

/// What `tangent` means in `kontext`.
pub fn tolka(kontext: Kontext, tangent: &Tangent) -> Option<Kommando> {
    TABELL
        .iter()
        .find(|rad| {
            rad.galler(kontext) && Tangent::fran_text(rad.tangent).as_ref() == Some(tangent)
        })
        .map(|rad| rad.kommando)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn varje_tangent_gar_att_lasa_och_ingen_kraver_altgr() {
        for rad in TABELL {
            let tangent = Tangent::fran_text(rad.tangent).unwrap();
            let tecken = tangent.skrivet().unwrap_or('a');
            assert!(!"@£$€{[]}\\|~´`^¨".contains(tecken), "{}", rad.tangent);
            assert!(!(tangent.ctrl && tangent.alt), "{}", rad.tangent);
            assert!(!rad.text.is_empty() && !rad.kontexter.is_empty());
        }
    }

    #[test]
    fn ingen_tangent_betyder_tva_saker_pa_samma_stalle() {
        for kontext in ALLA {
            let rader: Vec<_> = TABELL.iter().filter(|rad| rad.galler(*kontext)).collect();
            for (i, rad) in rader.iter().enumerate() {
                assert!(
                    !rader[..i].iter().any(|annan| annan.tangent == rad.tangent),
                    "{kontext:?} {}",
                    rad.tangent
                );
            }
        }
    }
}
