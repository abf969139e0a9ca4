//! What the keys do, in two words each.

/// Start a visit.
pub const TA_EMOT: &str = "ta emot";
/// Count an informed visitor.
pub const INFORMERAD: &str = "bara en fråga";
/// The slip of somebody who only asked.
pub const LAPP: &str = "lapp till den som bara frågade";
/// The slip of an entry, once more.
pub const KOLAPP: &str = "lapp";
/// The parked visits.
pub const PARKERADE: &str = "parkerade";
/// The queues.
pub const KO: &str = "kö";
/// The handovers.
pub const OVERLAMNINGAR: &str = "överlämningar";
/// The counts.
pub const STATISTIK: &str = "statistik";
/// The period before.
pub const PERIOD_FORE: &str = "perioden före";
/// The same where there is little room.
const PERIOD_FORE_KORT: &str = "före";
/// The period after.
pub const PERIOD_EFTER: &str = "perioden efter";
/// Months, quarters or years.
pub const PERIODSLAG: &str = "månad, kvartal eller år";
/// The same where there is little room.
const PERIODSLAG_KORT: &str = "period";
/// Another division.
pub const NASTA_INDELNING: &str = "indelning";
/// The division before.
pub const FORRA_INDELNING: &str = "indelningen före";
/// The divisions, each with a digit: 1 to 9, and 0.
pub const INDELNING: [&str; 10] = [
    "resultat",
    "utfall",
    "ålder",
    "kön",
    "enhet",
    "information",
    "kö",
    "väntan",
    "avslut",
    "veckans timmar",
];
/// As a table, or as charts.
pub const SOM_TABELL: &str = "tabell";
/// What to do for a child that one is worried about.
pub const ORO: &str = "oro för barn";
/// The same where there is little room.
const ORO_KORT: &str = "oro barn";
/// The words of a key for a footer with little room.
pub fn kort(ord: &'static str) -> &'static str {
    match ord {
        ORO => ORO_KORT,
        PERIODSLAG => PERIODSLAG_KORT,
        PERIOD_FORE => PERIOD_FORE_KORT,
        ord => ord,
    }
}

/// Somebody asks about somebody else.
pub const FOREKOMST: &str = "frågor om någon";
/// Empty the search.
pub const TOM_SOKNING: &str = "töm sökningen";
/// Hand over.
pub const OVERLAMNA: &str = "överlämna";
/// A made-up person.
pub const PAHITTAD: &str = "påhittad person (i övning)";
/// Forward.
pub const VIDARE: &str = "vidare";
/// Back.
pub const TILLBAKA: &str = "bakåt";
/// Park.
pub const PARKERA: &str = "parkera";
/// Would rather apply.
pub const ANSOK: &str = "ansök";
/// Leave.
pub const LAMNA: &str = "avsluta";
/// Next field.
pub const NASTA_FALT: &str = "nästa fråga";
/// The field before.
pub const FORRA_FALT: &str = "frågan före";
/// Next alternative.
pub const NASTA_VAL: &str = "nästa svar";
/// The alternative before.
pub const FORRA_VAL: &str = "svaret före";
/// Take up.
pub const TA_UPP: &str = "ta upp";
/// Remove.
pub const TA_BORT: &str = "ta bort";
/// Call in.
pub const KALLA_IN: &str = "kalla in";
/// End a slip.
pub const AVSLUTA_KOPOST: &str = "avsluta";
/// Next row.
pub const NASTA_RAD: &str = "nästa rad";
/// The row before.
pub const FORRA_RAD: &str = "raden före";
/// A page down.
pub const SIDA_NER: &str = "bläddra ner";
/// A page up.
pub const SIDA_UPP: &str = "bläddra upp";
/// Help.
pub const HJALP: &str = "hjälp";
/// Lock the screen.
pub const LAS: &str = "lås skärmen";
/// Another person at the desk.
pub const BYT_PERSON: &str = "byt person";
/// End the program.
pub const AVSLUTA: &str = "stäng programmet";
/// Stop for the shell.
pub const PAUSA: &str = "pausa programmet";
/// Open a queue.
pub const OPPNA_KO: &str = "öppna kön";
/// The queue has been gone through.
pub const GRANSKA: &str = "genomgången";
/// What is to be done today.
pub const ATT_GORA: &str = "att göra i dag";
/// The fairness report.
pub const RATTVISA: &str = "rättvisa";
/// Open an entry.
pub const OPPNA_POST: &str = "öppna";
/// Offer the next in turn.
pub const ERBJUD_NASTA: &str = "erbjud nästa";
/// Places and group starts.
pub const PLATSER: &str = "platser";
/// The next step.
pub const NASTA_STEG: &str = "nästa steg";
/// Pause.
pub const VILA: &str = "vila";
/// What suits the person.
pub const ONSKEMAL: &str = "önskemål";
/// How to reach the person.
pub const KONTAKT: &str = "kontakt";
/// Another ködatum.
pub const RATTELSE: &str = "rätta ködatum";
/// Why the entry has its rank.
pub const BEVIS: &str = "bevis för platsen";
/// Undo.
pub const ANGRA: &str = "ångra";
/// To the entry or the queue.
pub const GA_DIT: &str = "gå dit";
/// Free a taken place.
pub const PLATSRAD: &str = "gör ledig";
/// Plan a group start.
pub const NY_OMGANG: &str = "ny omgång";
/// Number of running places.
pub const ANTAL_PLATSER: &str = "antal platser";
/// Call a group start off.
pub const STALL_IN: &str = "ställ in";
/// Save.
pub const SPARA: &str = "spara";
/// The next field.
pub const NASTA_RUTA: &str = "nästa";
/// Back without saving.
pub const UTAN_ATT_SPARA: &str = "tillbaka utan att spara";
/// The first row.
pub const FORST: &str = "först";
/// The last row.
pub const SIST: &str = "sist";
/// The ärenden of the own enhet.
pub const ARENDEN: &str = "ärenden";
/// What has come back to the desk.
pub const ATERLAMNADE: &str = "återlämnade";
/// Choose what is done.
pub const VALJ: &str = "välj";
/// Open an ärende.
pub const OPPNA_ARENDE: &str = "öppna ärende";
/// Another system has it.
pub const MOTTAGET_DAR: &str = "mottaget där";
/// Give it back.
pub const ATERLAMNA: &str = "återlämna";
/// Search for a person.
pub const SOK_PERSON: &str = "sök";
/// The closed ones, or those under way.
pub const AVSLUTADE: &str = "avslutade/pågående";
/// Write a note.
pub const ANTECKNA: &str = "anteckna";
/// What can be done with a note.
pub const OM_ANTECKNINGEN: &str = "rätta eller invänd";
/// What is done more seldom.
pub const MER: &str = "mer";
/// Sign a note or a version.
pub const SIGNERA: &str = "signera";
/// Back; the draft stays.
pub const UTKASTET_KVAR: &str = "tillbaka, utkastet ligger kvar";
/// The plan.
pub const PLAN: &str = "plan";
/// The consents to tell.
pub const SAMTYCKEN: &str = "samtycken";
/// A follow-up.
pub const FOLJ_UPP: &str = "följ upp";
/// Close an ärende.
pub const AVSLUTA_ARENDE: &str = "avsluta";
/// The sheet.
pub const BLAD: &str = "blad";
/// The bridge.
pub const BRO: &str = "ansöka i stället";
/// A new version.
pub const NY_VERSION: &str = "ny version";
/// The version before.
pub const ALDRE_VERSION: &str = "äldre version";
/// The version after.
pub const NYARE_VERSION: &str = "nyare version";
/// A new consent.
pub const NYTT_SAMTYCKE: &str = "nytt samtycke";
/// Take a consent back.
pub const ATERKALLA: &str = "återkalla";
/// Copy a field.
pub const KOPIERA_FALT: &str = "kopiera";
/// With contact data.
pub const MED_KONTAKT: &str = "kontaktuppgifter";
/// Another system.
pub const ANNAT_SYSTEM: &str = "annat system";
/// Tick a point.
pub const BOCKA: &str = "bocka av";
/// The days of the bridge.
pub const BRODAGAR: &str = "dagar";
/// Another checklist.
pub const NASTA_LISTA: &str = "nästa lista";
/// The checklist before.
pub const FORRA_LISTA: &str = "listan före";
