//! Kommandon, what a key may mean, and the one table that keys, footer and help are made from.

use crate::statistikblad::Indelning;
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
    /// The slip of a visitor who only asked, and has just been counted.
    Lapp,
    /// The slip of an entry in the queue, once more.
    Kolapp,
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
    /// The period before.
    PeriodFore,
    /// The period after.
    PeriodEfter,
    /// Months, quarters or years.
    NastaPeriodslag,
    /// The next division of the counts.
    NastaIndelning,
    /// The division before.
    ForraIndelning,
    /// One of the divisions.
    Indelning(Indelning),
    /// As a table, or as charts.
    SomTabell,
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
    /// The ärenden of the own enhet.
    VisaArenden,
    /// What has come back to the desk.
    VisaAterlamnade,
    /// The closed ärenden, or those under way.
    VisaAvslutade,
    /// Search for a person or an ärende.
    SokPerson,
    /// Open an ärende from a handover.
    OppnaArende,
    /// Another system has the handover.
    MottagetDar,
    /// Give a handover back.
    Aterlamna,
    /// Write a note.
    NyAnteckning,
    /// What is done more seldom.
    Mer,
    /// The plan.
    VisaPlan,
    /// The consents to tell.
    VisaSamtycken,
    /// The sheet for the case system.
    VisaBlad,
    /// Write down a follow-up.
    FoljUpp,
    /// The bridge to needs-assessed help.
    VisaBro,
    /// Close the ärende.
    AvslutaArende,
    /// A new version of the plan.
    NyVersion,
    /// The version before the one that is shown.
    AldreVersion,
    /// The version after it.
    NyareVersion,
    /// A new consent.
    NyttSamtycke,
    /// Take a consent back.
    Aterkalla,
    /// Copy a field.
    KopieraFalt,
    /// Contact data in the sheet, or not.
    MedKontakt,
    /// The sheet of another system.
    AnnatSystem,
    /// The days of the bridge.
    Brodagar,
    /// Another checklist.
    NastaLista,
    /// The checklist before.
    ForraLista,
    /// Worried about a child.
    Oro,
    /// Somebody asks about somebody else.
    Forekomst,
    /// Lock the screen.
    Las,
    /// Another person sits down at the desk.
    BytPerson,
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
    /// A form that is kept as a draft, with a text or date in focus.
    Utkast,
    /// A form that is kept as a draft, with a choice in focus.
    Utkastval,
    /// A form that is kept as a draft, with a text of many lines in focus.
    Langtext,
    /// A form that is gone when it is left, with a text of many lines in focus.
    Langblankett,
    /// The inbox of an enhet.
    Inkorg,
    /// What has come back to the desk.
    Aterlamnade,
    /// A fetched handover.
    Overlamning,
    /// The ärenden of an enhet.
    Arenden,
    /// One ärende.
    Arende,
    /// The plan of an ärende.
    Plan,
    /// The consents of an ärende.
    Samtycken,
    /// The sheet for the case system.
    Aktblad,
    /// The bridge and its checklists.
    Bro,
    /// The bridge of an adult, which has no checklists.
    Brotider,
    /// The statistics.
    Statistik,
    /// The help.
    Hjalp,
    /// A page of advice.
    Rad,
}

impl Kontext {
    /// All places.
    pub const ALLA: [Self; 30] = [
        Self::Sok,
        Self::Val,
        Self::Falt,
        Self::Identitet,
        Self::Parkerade,
        Self::Koer,
        Self::Kosida,
        Self::Kopost,
        Self::Attgora,
        Self::Koplatser,
        Self::Kotext,
        Self::Blankett,
        Self::Blankettval,
        Self::Utkast,
        Self::Utkastval,
        Self::Langtext,
        Self::Langblankett,
        Self::Inkorg,
        Self::Aterlamnade,
        Self::Overlamning,
        Self::Arenden,
        Self::Arende,
        Self::Plan,
        Self::Samtycken,
        Self::Aktblad,
        Self::Bro,
        Self::Brotider,
        Self::Statistik,
        Self::Hjalp,
        Self::Rad,
    ];
}

/// A row of the table: where, which key, what, in words, and whether the footer shows it.
pub struct Rad {
    kontexter: u32,
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
        self.kontexter & av(&[kontext]) != 0
    }
}

use Kontext::{
    Aktblad, Arende, Arenden, Aterlamnade, Attgora, Blankett, Blankettval, Bro, Brotider, Falt,
    Hjalp, Identitet, Inkorg, Koer, Koplatser, Kopost, Kosida, Kotext, Langblankett, Langtext,
    Overlamning, Parkerade, Plan, Samtycken, Sok, Statistik, Utkast, Utkastval, Val,
};

// A place has a bit in a u32.
const _: () = assert!(Kontext::ALLA.len() <= 32);

/// Several places, a bit for each.
const fn av(kontexter: &[Kontext]) -> u32 {
    let (mut bitar, mut i) = (0, 0);
    while i < kontexter.len() {
        bitar |= 1 << kontexter[i] as u32;
        i += 1;
    }
    bitar
}

const ALLA: u32 = u32::MAX;
/// In a text of many lines these keys are the editor's.
const UTOM_LANGTEXT: u32 = ALLA & !av(&[Langtext, Langblankett]);
/// The footer of the lookup shows what is in the help elsewhere.
const UTOM_SOK: u32 = ALLA & !av(&[Sok]);
const BESOK: u32 = av(&[Val, Falt, Identitet]);
/// The views of the waiting list and of the akter that are lists or texts.
const RADVYER: u32 = av(&[
    Koer,
    Kosida,
    Kopost,
    Attgora,
    Koplatser,
    Kotext,
    Inkorg,
    Aterlamnade,
    Overlamning,
    Arenden,
    Arende,
    Plan,
    Samtycken,
    Aktblad,
    Bro,
    Brotider,
]);
const BLANKETTER: u32 = av(&[Blankett, Blankettval, Utkast, Utkastval]);
/// Forms that are kept while they are filled in.
const SOM_UTKAST: u32 = av(&[Utkast, Utkastval, Langtext]);
/// Forms that are gone when they are left.
const UTAN_UTKAST: u32 = av(&[Blankett, Blankettval, Langblankett]);
const SPARAS: u32 = UTAN_UTKAST | SOM_UTKAST;
const LISTOR: u32 = RADVYER | av(&[Parkerade, Statistik, Hjalp, Kontext::Rad]);
const RADER: u32 = LISTOR | av(&[Sok]);

const fn rad(
    kontexter: u32,
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
// A row each: rustfmt would make seven of one.
#[rustfmt::skip]
pub static TABELL: &[Rad] = &[
    rad(av(&[Sok]), "<Enter>", Kommando::Vidare, ord::TA_EMOT, true),
    rad(av(&[Sok]), "<F2>", Kommando::Informerad, ord::INFORMERAD, true),
    rad(av(&[Sok]), "<F3>", Kommando::VisaParkerade, ord::PARKERADE, true),
    rad(av(&[Sok]), "<F4>", Kommando::VisaKo, ord::KO, true),
    rad(av(&[Sok]), "<F12>", Kommando::Oro, ord::ORO, true),
    rad(av(&[Sok]), "<F5>", Kommando::VisaOverlamningar, ord::OVERLAMNINGAR, true),
    rad(av(&[Sok]), "<F6>", Kommando::VisaStatistik, ord::STATISTIK, false),
    rad(av(&[Sok]), "<F7>", Kommando::VisaAttgora, ord::ATT_GORA, false),
    rad(av(&[Sok]), "<F8>", Kommando::Forekomst, ord::FOREKOMST, false),
    rad(av(&[Sok]), "<F9>", Kommando::Lapp, ord::LAPP, false),
    rad(av(&[Sok]), "<Esc>", Kommando::Tillbaka, ord::TOM_SOKNING, false),
    rad(av(&[Identitet]), "<F2>", Kommando::Overlamna, ord::OVERLAMNA, true),
    rad(av(&[Identitet]), "<F6>", Kommando::Pahittad, ord::PAHITTAD, false),
    rad(BESOK, "<Enter>", Kommando::Vidare, ord::VIDARE, true),
    rad(BESOK, "<Esc>", Kommando::Tillbaka, ord::TILLBAKA, true),
    rad(BESOK, "<F3>", Kommando::Parkera, ord::PARKERA, true),
    rad(BESOK, "<F4>", Kommando::Ansok, ord::ANSOK, true),
    rad(BESOK, "<F8>", Kommando::Lamna, ord::LAMNA, true),
    rad(BESOK, "<Tab>", Kommando::Ner, ord::NASTA_FALT, false),
    rad(BESOK, "<S-Tab>", Kommando::Upp, ord::FORRA_FALT, false),
    rad(BESOK, "<Down>", Kommando::Ner, ord::NASTA_FALT, false),
    rad(BESOK, "<Up>", Kommando::Upp, ord::FORRA_FALT, false),
    rad(av(&[Val]), "<Space>", Kommando::NastaVal, ord::NASTA_VAL, false),
    rad(av(&[Val]), "<Right>", Kommando::NastaVal, ord::NASTA_VAL, false),
    rad(av(&[Val]), "<Left>", Kommando::ForraVal, ord::FORRA_VAL, false),
    rad(av(&[Parkerade]), "<Enter>", Kommando::Vidare, ord::TA_UPP, true),
    rad(av(&[Parkerade]), "<F8>", Kommando::TaBort, ord::TA_BORT, true),
    rad(av(&[Koer]), "<Enter>", Kommando::Vidare, ord::OPPNA_KO, true),
    rad(av(&[Koer]), "<F2>", Kommando::Granska, ord::GRANSKA, true),
    rad(av(&[Koer]), "<F6>", Kommando::VisaAttgora, ord::ATT_GORA, true),
    rad(av(&[Koer]), "<F7>", Kommando::VisaRattvisa, ord::RATTVISA, true),
    rad(av(&[Kosida]), "<Enter>", Kommando::Vidare, ord::OPPNA_POST, true),
    rad(av(&[Kosida]), "<F2>", Kommando::Erbjud, ord::ERBJUD_NASTA, true),
    rad(av(&[Kosida]), "<F5>", Kommando::VisaPlatser, ord::PLATSER, true),
    rad(av(&[Kosida]), "<F8>", Kommando::AvslutaKopost, ord::AVSLUTA_KOPOST, true),
    rad(av(&[Kopost]), "<F2>", Kommando::NastaSteg, ord::NASTA_STEG, true),
    rad(av(&[Kopost]), "<Enter>", Kommando::Vidare, ord::KALLA_IN, true),
    rad(av(&[Kopost]), "<F3>", Kommando::Vila, ord::VILA, true),
    rad(av(&[Kopost]), "<F4>", Kommando::Onskemal, ord::ONSKEMAL, false),
    rad(av(&[Kopost]), "<F5>", Kommando::Kontakt, ord::KONTAKT, true),
    rad(av(&[Kopost]), "<F6>", Kommando::Rattelse, ord::RATTELSE, false),
    rad(av(&[Kopost]), "<F7>", Kommando::VisaBevis, ord::BEVIS, false),
    rad(av(&[Kopost]), "<F8>", Kommando::AvslutaKopost, ord::AVSLUTA_KOPOST, true),
    rad(av(&[Kopost]), "l", Kommando::Kolapp, ord::KOLAPP, true),
    rad(av(&[Koer, Kosida, Kopost, Koplatser]), "<F9>", Kommando::Angra, ord::ANGRA, false),
    rad(av(&[Attgora]), "<Enter>", Kommando::Vidare, ord::GA_DIT, true),
    rad(av(&[Koplatser]), "<Enter>", Kommando::Vidare, ord::PLATSRAD, true),
    rad(av(&[Koplatser]), "<F5>", Kommando::Erbjud, ord::ERBJUD_NASTA, true),
    rad(av(&[Koplatser]), "<F2>", Kommando::NyOmgang, ord::NY_OMGANG, true),
    rad(av(&[Koplatser]), "<F3>", Kommando::AntalPlatser, ord::ANTAL_PLATSER, true),
    rad(av(&[Koplatser]), "<F8>", Kommando::StallIn, ord::STALL_IN, true),
    rad(UTAN_UTKAST, "<F2>", Kommando::Spara, ord::SPARA, true),
    rad(SOM_UTKAST, "<F2>", Kommando::Spara, ord::SIGNERA, true),
    rad(BLANKETTER, "<Enter>", Kommando::Vidare, ord::NASTA_RUTA, true),
    rad(av(&[Langtext, Langblankett]), "<Tab>", Kommando::Ner, ord::NASTA_FALT, true),
    rad(UTAN_UTKAST, "<Esc>", Kommando::Tillbaka, ord::UTAN_ATT_SPARA, true),
    rad(SOM_UTKAST, "<Esc>", Kommando::Tillbaka, ord::UTKASTET_KVAR, true),
    rad(BLANKETTER, "<Tab>", Kommando::Ner, ord::NASTA_FALT, false),
    rad(SPARAS, "<S-Tab>", Kommando::Upp, ord::FORRA_FALT, false),
    rad(BLANKETTER, "<Down>", Kommando::Ner, ord::NASTA_FALT, false),
    rad(BLANKETTER, "<Up>", Kommando::Upp, ord::FORRA_FALT, false),
    rad(av(&[Blankettval, Utkastval]), "<Space>", Kommando::NastaVal, ord::NASTA_VAL, false),
    rad(av(&[Blankettval, Utkastval]), "<Right>", Kommando::NastaVal, ord::NASTA_VAL, false),
    rad(av(&[Blankettval, Utkastval]), "<Left>", Kommando::ForraVal, ord::FORRA_VAL, false),
    rad(av(&[Inkorg]), "<Enter>", Kommando::Vidare, ord::OPPNA_POST, true),
    rad(av(&[Inkorg]), "<F6>", Kommando::VisaArenden, ord::ARENDEN, true),
    rad(av(&[Inkorg]), "<F7>", Kommando::VisaAterlamnade, ord::ATERLAMNADE, true),
    rad(av(&[Aterlamnade]), "<Enter>", Kommando::Vidare, ord::VALJ, true),
    rad(av(&[Overlamning]), "<F2>", Kommando::OppnaArende, ord::OPPNA_ARENDE, true),
    rad(av(&[Overlamning]), "<F5>", Kommando::VisaBlad, ord::BLAD, true),
    rad(av(&[Overlamning]), "<F6>", Kommando::MottagetDar, ord::MOTTAGET_DAR, true),
    rad(av(&[Overlamning]), "<F8>", Kommando::Aterlamna, ord::ATERLAMNA, true),
    rad(av(&[Arenden]), "<Enter>", Kommando::Vidare, ord::OPPNA_POST, true),
    rad(av(&[Arenden]), "<F2>", Kommando::SokPerson, ord::SOK_PERSON, true),
    rad(av(&[Arenden]), "<F6>", Kommando::VisaAvslutade, ord::AVSLUTADE, true),
    rad(av(&[Arende]), "<F2>", Kommando::NyAnteckning, ord::ANTECKNA, true),
    rad(av(&[Arende]), "<Enter>", Kommando::Vidare, ord::OM_ANTECKNINGEN, false),
    rad(av(&[Arende]), "<F3>", Kommando::VisaPlan, ord::PLAN, true),
    rad(av(&[Arende]), "<F4>", Kommando::VisaSamtycken, ord::SAMTYCKEN, true),
    rad(av(&[Arende]), "<F6>", Kommando::FoljUpp, ord::FOLJ_UPP, true),
    rad(av(&[Arende]), "<F9>", Kommando::Mer, ord::MER, true),
    rad(av(&[Arende]), "<F8>", Kommando::AvslutaArende, ord::AVSLUTA_ARENDE, true),
    rad(av(&[Arende]), "<F5>", Kommando::VisaBlad, ord::BLAD, true),
    rad(av(&[Arende]), "<F7>", Kommando::VisaBro, ord::BRO, false),
    rad(av(&[Plan]), "<F2>", Kommando::NyVersion, ord::NY_VERSION, true),
    rad(av(&[Plan]), "<Left>", Kommando::AldreVersion, ord::ALDRE_VERSION, true),
    rad(av(&[Plan]), "<Right>", Kommando::NyareVersion, ord::NYARE_VERSION, true),
    rad(av(&[Samtycken]), "<F2>", Kommando::NyttSamtycke, ord::NYTT_SAMTYCKE, true),
    rad(av(&[Samtycken]), "<F8>", Kommando::Aterkalla, ord::ATERKALLA, true),
    rad(av(&[Aktblad]), "<Enter>", Kommando::KopieraFalt, ord::KOPIERA_FALT, true),
    rad(av(&[Aktblad]), "<F6>", Kommando::MedKontakt, ord::MED_KONTAKT, true),
    rad(av(&[Aktblad]), "<F7>", Kommando::AnnatSystem, ord::ANNAT_SYSTEM, true),
    rad(av(&[Bro]), "<Enter>", Kommando::Vidare, ord::BOCKA, true),
    rad(av(&[Bro, Brotider]), "<F2>", Kommando::Brodagar, ord::BRODAGAR, true),
    rad(av(&[Bro]), "<Tab>", Kommando::NastaLista, ord::NASTA_LISTA, true),
    rad(av(&[Bro]), "<S-Tab>", Kommando::ForraLista, ord::FORRA_LISTA, false),
    rad(av(&[Statistik]), "<Enter>", Kommando::Vidare, ord::OPPNA_POST, true),
    rad(av(&[Statistik]), "<Tab>", Kommando::NastaIndelning, ord::NASTA_INDELNING, true),
    rad(av(&[Statistik]), "<F2>", Kommando::SomTabell, ord::SOM_TABELL, true),
    rad(av(&[Statistik]), "<F3>", Kommando::NastaPeriodslag, ord::PERIODSLAG, true),
    rad(av(&[Statistik]), "<Left>", Kommando::PeriodFore, ord::PERIOD_FORE, true),
    rad(av(&[Statistik]), "<Right>", Kommando::PeriodEfter, ord::PERIOD_EFTER, false),
    rad(av(&[Statistik]), "<S-Tab>", Kommando::ForraIndelning, ord::FORRA_INDELNING, false),
    rad(av(&[Statistik]), "1", Kommando::Indelning(Indelning::Resultat), ord::INDELNING[0], false),
    rad(av(&[Statistik]), "2", Kommando::Indelning(Indelning::Utfall), ord::INDELNING[1], false),
    rad(av(&[Statistik]), "3", Kommando::Indelning(Indelning::Alder), ord::INDELNING[2], false),
    rad(av(&[Statistik]), "4", Kommando::Indelning(Indelning::Kon), ord::INDELNING[3], false),
    rad(av(&[Statistik]), "5", Kommando::Indelning(Indelning::Enhet), ord::INDELNING[4], false),
    rad(av(&[Statistik]), "6", Kommando::Indelning(Indelning::Information), ord::INDELNING[5], false),
    rad(av(&[Statistik]), "7", Kommando::Indelning(Indelning::Ko), ord::INDELNING[6], false),
    rad(av(&[Statistik]), "8", Kommando::Indelning(Indelning::Vantan), ord::INDELNING[7], false),
    rad(av(&[Statistik]), "9", Kommando::Indelning(Indelning::Avslut), ord::INDELNING[8], false),
    rad(av(&[Statistik]), "0", Kommando::Indelning(Indelning::Timmar), ord::INDELNING[9], false),
    rad(RADVYER | av(&[Statistik]), "<Home>", Kommando::Forst, ord::FORST, false),
    rad(RADVYER | av(&[Statistik]), "<End>", Kommando::Sist, ord::SIST, false),
    rad(LISTOR, "<Esc>", Kommando::Tillbaka, ord::TILLBAKA, true),
    rad(LISTOR, "q", Kommando::Tillbaka, ord::TILLBAKA, false),
    rad(LISTOR, "?", Kommando::Hjalp, ord::HJALP, false),
    rad(av(&[Val]), "?", Kommando::Hjalp, ord::HJALP, false),
    rad(RADER, "<Down>", Kommando::Ner, ord::NASTA_RAD, false),
    rad(RADER, "<Up>", Kommando::Upp, ord::FORRA_RAD, false),
    rad(UTOM_LANGTEXT, "<PgDn>", Kommando::SidaNer, ord::SIDA_NER, false),
    rad(UTOM_LANGTEXT, "<PgUp>", Kommando::SidaUpp, ord::SIDA_UPP, false),
    rad(UTOM_SOK, "<F12>", Kommando::Oro, ord::ORO, false),
    rad(ALLA, "<F1>", Kommando::Hjalp, ord::HJALP, true),
    rad(ALLA, "<C-l>", Kommando::Las, ord::LAS, false),
    rad(ALLA, "<F10>", Kommando::BytPerson, ord::BYT_PERSON, false),
    rad(ALLA, "<C-q>", Kommando::Avsluta, ord::AVSLUTA, false),
    rad(UTOM_LANGTEXT, "<C-c>", Kommando::Avsluta, ord::AVSLUTA, false),
    rad(UTOM_LANGTEXT, "<C-z>", Kommando::Pausa, ord::PAUSA, false),
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
            assert!(!rad.text.is_empty() && rad.kontexter != 0);
        }
    }

    #[test]
    fn f12_ar_oro_for_barn_overallt() {
        let f12 = Tangent::fran_text("<F12>").unwrap();
        for kontext in Kontext::ALLA {
            assert_eq!(tolka(kontext, &f12), Some(Kommando::Oro), "{kontext:?}");
        }
    }

    #[test]
    fn ingen_tangent_betyder_tva_saker_pa_samma_stalle() {
        for kontext in Kontext::ALLA {
            let rader: Vec<_> = TABELL.iter().filter(|rad| rad.galler(kontext)).collect();
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
