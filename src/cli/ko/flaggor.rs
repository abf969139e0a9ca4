//! Commands of the waiting list. What stands before them is their help.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{ArgGroup, Args, Subcommand};

use crate::cli::flaggor::{DAG, datum};

#[derive(Subcommand)]
pub(in crate::cli) enum KoKommando {
    /// Lista kölapparna i turordning
    Lista {
        /// Bara den här insatsen
        #[arg(long, value_name = "NR")]
        insats: Option<String>,
        /// Första platsen i kön som visas
        #[arg(long, value_name = "PLATS", value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
        fran: Option<u64>,
        /// Hur många rader som visas av varje kö
        #[arg(long, value_name = "ANTAL", value_parser = clap::value_parser!(u16).range(1..))]
        antal: Option<u16>,
    },
    /// Överblick: hur lång varje kö är, lediga platser och nästa omgång
    Koer {
        /// Bara den här insatsen
        #[arg(long, value_name = "NR")]
        insats: Option<String>,
    },
    /// Visa en kölapp: plats, väntetid, erbjudande och historia
    Visa {
        /// Kölappens kod
        kod: String,
    },
    /// Visa varför en kölapp har sin plats, och vad som står på köbeviset
    Bevis {
        /// Kölappens kod
        kod: String,
    },
    /// Vad som är att göra i köerna i dag
    Attgora {
        /// Bara den här insatsen
        #[arg(long, value_name = "NR")]
        insats: Option<String>,
    },
    /// Erbjud en plats till den som är näst i tur
    Erbjud(Erbjudande),
    /// Skriv in svaret på ett erbjudande
    Svara {
        /// Kölappens kod
        kod: String,
        /// ja, nej eller `star_kvar`
        #[arg(long, value_name = "SVAR")]
        svar: String,
    },
    /// Ge längre tid att svara på ett erbjudande
    Forlang {
        /// Kölappens kod
        kod: String,
        /// Ny sista svarsdag
        #[arg(long, value_name = DAG, value_parser = datum)]
        till: NaiveDate,
    },
    /// Anteckna en påminnelse om ett erbjudande
    Paminn {
        /// Kölappens kod
        kod: String,
    },
    /// Låt en kölapp vila på personens egen begäran; platsen i kön behålls
    Vila {
        /// Kölappens kod
        kod: String,
        /// Första dagen
        #[arg(long, value_name = DAG, value_parser = datum)]
        fran: NaiveDate,
        /// Sista dagen
        #[arg(long, value_name = DAG, value_parser = datum)]
        till: NaiveDate,
    },
    /// Avsluta en vila i förtid
    Aktivera {
        /// Kölappens kod
        kod: String,
    },
    /// Avsluta en kölapp utan insats
    Avsluta {
        /// Kölappens kod
        kod: String,
        /// Orsakens kod, till exempel atertagen; en okänd kod visar alla som finns
        #[arg(long, value_name = "ORSAK")]
        orsak: String,
        /// Villkoret som inte längre är uppfyllt, när det är orsaken
        #[arg(long, value_name = "VILLKOR")]
        villkor: Option<String>,
    },
    /// Märk en kölapp som felregistrerad; den tas aldrig upp igen
    Felregistrera {
        /// Kölappens kod
        kod: String,
    },
    /// Ta upp en avslutad kölapp igen
    Ateroppna {
        /// Kölappens kod
        kod: String,
        /// Fil med en mening om varför, eller - för standard in
        #[arg(long, value_name = "FIL")]
        mening: PathBuf,
    },
    /// Anteckna ett försök att nå personen
    Forsok {
        /// Kölappens kod
        kod: String,
        /// telefon, sms, epost eller brev
        #[arg(long, value_name = "KANAL")]
        kanal: String,
        /// ja om personen nåddes, annars nej
        #[arg(long, value_name = "SVAR")]
        nadd: String,
    },
    /// Anteckna att personen fortfarande väntar
    Bekrafta {
        /// Kölappens kod
        kod: String,
        /// Personen har i stället fått frågan, påminnelsen eller det sista beskedet
        #[arg(long)]
        steg: bool,
    },
    /// Ändra antal, språk eller dagar; det som inte anges behålls
    Uppgifter(Uppgiftsflaggor),
    /// Spara, visa eller ta bort kontaktuppgifter
    #[command(group = ArgGroup::new("vad").required(true))]
    Kontakt {
        /// Kölappens kod
        kod: String,
        /// Fil med kontaktuppgifter, eller - för standard in
        #[arg(long, value_name = "FIL", group = "vad")]
        fran: Option<PathBuf>,
        /// Visa uppgifterna; det antecknas i historien
        #[arg(long, group = "vad")]
        visa: bool,
        /// Ta bort uppgifterna på personens egen begäran
        #[arg(long, group = "vad")]
        glom: bool,
    },
    /// Föreslå ett rättat ködatum, eller svara på en kollegas förslag
    #[command(group = ArgGroup::new("vad").required(true))]
    Ratta {
        /// Kölappens kod
        kod: String,
        /// När personen bad att få stå i kö: dag och klockslag
        #[arg(long, value_name = "TID", group = "vad", requires_all = ["orsak", "mening"])]
        till: Option<String>,
        /// `begard_tidigare`, `fel_i_listan` eller `fel_klocka`
        #[arg(long, value_name = "ORSAK", requires = "till")]
        orsak: Option<String>,
        /// Fil med en mening om varför, eller - för standard in
        #[arg(long, value_name = "FIL", requires = "till")]
        mening: Option<PathBuf>,
        /// Godkänn det som en kollega har föreslagit
        #[arg(long, group = "vad")]
        godkann: bool,
        /// Avvisa det som en kollega har föreslagit
        #[arg(long, group = "vad")]
        avvisa: bool,
    },
    /// Anteckna att en kö är genomgången
    Granska {
        /// Insatsens nummer
        nr: String,
    },
    /// Visa platser och omgångar, eller ange antalet löpande platser
    Platser {
        /// Insatsens nummer
        nr: String,
        /// Antal löpande platser
        #[arg(long, value_name = "ANTAL")]
        antal: Option<u16>,
    },
    /// Anteckna att någon har lämnat sin plats
    LamnaPlats {
        /// Insatsens nummer, eller omgångens id
        #[arg(value_name = "NR|OMGANG")]
        pott: String,
        /// Platsens nummer
        #[arg(value_parser = clap::value_parser!(u16).range(1..))]
        nummer: u16,
    },
    /// Planera en omgång, eller ställ in en
    Omgang(Omgangsflaggor),
    /// Ångra det senaste du gjorde vid den här mottagningen, inom tio minuter
    Angra,
    /// Hur köerna har skötts: erbjudanden, överhopp, rättelser och väntetider
    Rattvisa {
        /// Från och med
        #[arg(long, value_name = DAG, value_parser = datum)]
        fran: Option<NaiveDate>,
        /// Till och med
        #[arg(long, value_name = DAG, value_parser = datum)]
        till: Option<NaiveDate>,
        /// Bara den här insatsen
        #[arg(long, value_name = "NR")]
        insats: Option<String>,
        /// Svara med en tabell för kalkylprogram
        #[arg(long)]
        csv: bool,
    },
    /// Ta in en äldre lista; utan --genomfor visas bara vad som skulle hända
    Importera {
        /// Filen
        fil: PathBuf,
        /// Insatsen, när den inte står i filen
        #[arg(long, value_name = "NR")]
        insats: Option<String>,
        /// Ta in raderna
        #[arg(long)]
        genomfor: bool,
    },
    /// Skriv ut köerna som tabell eller kalender, utan namn
    Exportera {
        /// Bara den här insatsen
        #[arg(long, value_name = "NR")]
        insats: Option<String>,
        /// csv eller ical
        #[arg(
            long,
            value_name = "FORMAT",
            default_value = "csv",
            hide_default_value = true
        )]
        format: String,
        /// Ny fil att skriva till; annars standard ut
        #[arg(long, value_name = "FIL")]
        ut: Option<PathBuf>,
    },
}

#[derive(Args)]
pub(in crate::cli) struct Erbjudande {
    /// Insatsens nummer
    pub(super) nr: String,
    /// Till en viss kölapp, när alla före den hoppas över
    #[arg(long, value_name = "KOD")]
    pub(super) kolapp: Option<String>,
    /// Plats i en viss omgång
    #[arg(long, value_name = "ID")]
    pub(super) omgang: Option<String>,
    /// Sista svarsdag
    #[arg(long, value_name = DAG, value_parser = datum)]
    pub(super) svar_senast: Option<NaiveDate>,
    /// Hur personen fick veta: telefon, sms, epost eller brev
    #[arg(long, value_name = "KANAL")]
    pub(super) kanal: Option<String>,
    /// Hoppa över en kölapp som inte går att nå i dag; får anges flera gånger
    #[arg(long, value_name = "KOD")]
    pub(super) hoppa: Vec<String>,
    /// Visa bara vad som skulle hända
    #[arg(long)]
    pub(super) forhandsvisa: bool,
}

#[derive(Args)]
pub(in crate::cli) struct Uppgiftsflaggor {
    /// Kölappens kod
    pub(super) kod: String,
    /// Hur många som ska få plats tillsammans, 1 till 20
    #[arg(long, value_name = "ANTAL", value_parser = clap::value_parser!(u8).range(1..=20))]
    pub(super) parti: Option<u8>,
    /// Språk, till exempel ar; inget tar bort det
    #[arg(long, value_name = "KOD")]
    pub(super) sprak: Option<String>,
    /// Tidigaste dag som passar; inget tar bort den
    #[arg(long, value_name = DAG)]
    pub(super) tidigast: Option<String>,
    /// Veckodagar som passar, till exempel ma,ti; inget tar bort dem
    #[arg(long, value_name = "DAGAR")]
    pub(super) veckodagar: Option<String>,
}

#[derive(Args)]
#[command(group = ArgGroup::new("vad").required(true))]
pub(in crate::cli) struct Omgangsflaggor {
    /// Insatsens nummer
    #[arg(group = "vad", requires_all = ["start", "hogst"])]
    pub(super) nr: Option<String>,
    /// Första tillfället: dag och klockslag
    #[arg(long, value_name = "TID", requires = "nr")]
    pub(super) start: Option<String>,
    /// Antal tillfällen
    #[arg(
        long,
        value_name = "ANTAL",
        default_value_t = 1,
        hide_default_value = true
    )]
    pub(super) antal: u16,
    /// Dagar mellan tillfällena
    #[arg(
        long,
        value_name = "ANTAL",
        default_value_t = 7,
        hide_default_value = true
    )]
    pub(super) dagar: u16,
    /// Minuter för varje tillfälle
    #[arg(
        long,
        value_name = "ANTAL",
        default_value_t = 120,
        hide_default_value = true
    )]
    pub(super) minuter: u16,
    /// Minsta antal deltagare
    #[arg(
        long,
        value_name = "ANTAL",
        default_value_t = 1,
        hide_default_value = true
    )]
    pub(super) minst: u16,
    /// Största antal deltagare
    #[arg(long, value_name = "ANTAL", requires = "nr")]
    pub(super) hogst: Option<u16>,
    /// Gruppens språk
    #[arg(long, value_name = "KOD", requires = "nr")]
    pub(super) sprak: Option<String>,
    /// Åldrar, till exempel 25-44; får anges flera gånger
    #[arg(long, value_name = "BAND", requires = "nr")]
    pub(super) band: Vec<String>,
    /// Ställ in en omgång
    #[arg(long, value_name = "ID", group = "vad")]
    pub(super) stall_in: Option<String>,
}
