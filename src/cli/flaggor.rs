//! Options and commands.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use chrono::NaiveDate;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory, FromArgMatches, Parser, Subcommand};

use super::akt::flaggor::{ArendeKommando, BehorighetKommando, OverlamningKommando};
use super::databas::flaggor::DatabasKommando;
use super::gallra::Gallra;
use super::ko::flaggor::KoKommando;
use super::konto::flaggor::KontoKommando;
use super::logg::LoggKommando;
use super::statistik;
use super::statistikfil::{Rapportflaggor, StatistikKommando};
use crate::domain::statistik::period::Period;
use crate::rena::rena_rad;
use crate::start::Installningar;
use crate::text;

/// How a day is written.
pub(super) const DAG: &str = "ÅÅÅÅ-MM-DD";

const MALL: &str = "{about}\n\nAnvändning: {usage}\n\n{all-args}";

/// Mottagningens program för insatser utan individuell behovsprövning. Utan kommando öppnas mottagningen.
#[derive(Parser)]
#[command(
    name = "troskel",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub(super) struct Flaggor {
    /// Databasfilen
    #[arg(
        long,
        global = true,
        value_name = "FIL",
        env = "TROSKEL_DATABAS",
        hide_env = true
    )]
    databas: Option<PathBuf>,
    /// Katalogen över insatser
    #[arg(
        long,
        global = true,
        value_name = "FIL",
        env = "TROSKEL_KATALOG",
        hide_env = true
    )]
    katalog: Option<PathBuf>,
    /// Mapp med informationstexter
    #[arg(
        long,
        global = true,
        value_name = "MAPP",
        env = "TROSKEL_INFORMATION",
        hide_env = true
    )]
    information: Option<PathBuf>,
    /// Mapp med checklistor
    #[arg(
        long,
        global = true,
        value_name = "MAPP",
        env = "TROSKEL_CHECKLISTOR",
        hide_env = true
    )]
    checklistor: Option<PathBuf>,
    /// Färger: terminal, ljus, mork, hogkontrast, eller en temafil
    #[arg(
        long,
        global = true,
        value_name = "NAMN",
        env = "TROSKEL_TEMA",
        hide_env = true
    )]
    pub(super) tema: Option<String>,
    /// Dagens datum som reglerna ser det (för övning och prov)
    #[arg(long, global = true, value_name = DAG, value_parser = datum)]
    datum: Option<NaiveDate>,
    /// Mottagningens namn
    #[arg(
        long,
        global = true,
        value_name = "NAMN",
        env = "TROSKEL_DESK",
        hide_env = true
    )]
    desk: Option<String>,
    /// Enhetens namn
    #[arg(
        long,
        global = true,
        value_name = "NAMN",
        env = "TROSKEL_ENHET",
        hide_env = true
    )]
    enhet: Option<String>,
    /// Kontot att logga in med, där databasen kräver det
    #[arg(
        long,
        global = true,
        value_name = "NAMN",
        env = "TROSKEL_KONTO",
        hide_env = true
    )]
    konto: Option<String>,
    /// Fil med kontots lösenord på första raden, eller - för standard in; annars frågas det efter
    #[arg(long, global = true, value_name = "FIL")]
    losenord_fil: Option<PathBuf>,
    /// Nyckelfil i stället för lösenord, för ett konto som en dator har
    #[arg(
        long,
        global = true,
        value_name = "FIL",
        conflicts_with = "losenord_fil"
    )]
    nyckelfil: Option<PathBuf>,
    /// Kommando som skriver ut lappar, till exempel lpr: det får texten på standard in
    #[arg(
        long,
        global = true,
        value_name = "KOMMANDO",
        env = "TROSKEL_SKRIVARE",
        hide_env = true
    )]
    skrivare: Option<String>,
    /// Tillåt en databas som försvinner när datorn stängs av (bara för prov)
    #[arg(long, global = true)]
    prov: bool,
    /// Svara med ett JSON-dokument
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// Visa den här hjälpen
    #[arg(long, short = 'h', visible_alias = "hjalp", global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// Visa versionen
    #[arg(long, short = 'V', action = clap::ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    pub(super) kommando: Option<Kommando>,
}

impl Flaggor {
    pub(super) fn installningar(&self) -> Installningar {
        Installningar {
            databas: self.databas.clone(),
            katalog: self.katalog.clone(),
            information: self.information.clone(),
            checklistor: self.checklistor.clone(),
            datum: self.datum,
            desk: self.desk.clone(),
            enhet: self.enhet.clone(),
            prov: self.prov,
            konto: self.konto.clone(),
            losenordsfil: self.losenord_fil.clone(),
            nyckelfil: self.nyckelfil.clone(),
            skrivare: self.skrivare.clone(),
            last_katalog: Arc::default(),
        }
    }
}

#[derive(Subcommand)]
pub(super) enum Kommando {
    /// Sök bland insatserna
    Sok {
        /// Sökord
        #[arg(required = true, value_name = "ORD")]
        ord: Vec<String>,
        /// Hur många träffar som visas
        #[arg(
            long,
            default_value_t = 10,
            value_name = "ANTAL",
            hide_default_value = true
        )]
        antal: usize,
    },
    /// Visa en insats med alla villkor
    Insats {
        /// Insatsens nummer
        nr: String,
    },
    /// Kontrollera villkor utan att spara något
    Kontrollera {
        /// Insatsens nummer
        nr: String,
        /// Fil med fakta, eller - för standard in
        #[arg(long, value_name = "FIL")]
        fakta: PathBuf,
    },
    /// Gör en hel mottagning från en fil
    Mottag {
        /// Fil, eller - för standard in
        #[arg(long, value_name = "FIL")]
        fran: PathBuf,
    },
    /// Köer: kölappar i ordning
    #[command(disable_help_subcommand = true)]
    Ko {
        #[command(subcommand)]
        vad: KoKommando,
    },
    /// Överlämningar till dokumentationen
    #[command(disable_help_subcommand = true)]
    Overlamning {
        #[command(subcommand)]
        vad: OverlamningKommando,
    },
    /// Blad till ett ärendesystem, fält för fält i dess ordning
    Blad {
        /// Ärendets nummer, eller överlämningens id
        #[arg(value_name = "NUMMER|ID")]
        vad: String,
        /// Systemet, om inte katalogens: treserva, lifecare, ungdok eller annat
        #[arg(long, value_name = "SYSTEM")]
        system: Option<String>,
        /// Ta med kontaktuppgifter, som kan synas för andra enheter
        #[arg(long)]
        kontakt: bool,
    },
    /// Lapp att ge personen: i kö, mottagen, hänvisad eller informerad
    Lapp(super::lapp::Flaggor),
    /// Informationstexterna, som blad
    #[command(disable_help_subcommand = true)]
    Information {
        #[command(subcommand)]
        vad: super::information::InformationKommando,
    },
    /// Ärenden: akten efter en överlämning
    #[command(disable_help_subcommand = true)]
    Arende {
        #[command(subcommand)]
        vad: ArendeKommando,
    },
    /// Sök förekomst av en person i hela filen; kräver rättighet, och sökningen antecknas
    Forekomst {
        /// Fil med namn, personnummer eller ärendenummer, eller - för standard in
        #[arg(long, value_name = "FIL")]
        fran: PathBuf,
    },
    /// Rätten att söka förekomst; ges av den som äger databasfilen
    #[command(disable_help_subcommand = true)]
    Behorighet {
        #[command(subcommand)]
        vad: BehorighetKommando,
    },
    /// Databasen: skapa, kontrollera, kopiera och byta nyckel
    #[command(disable_help_subcommand = true)]
    Databas {
        #[command(subcommand)]
        vad: DatabasKommando,
    },
    /// Konton: vem som får logga in, och med vilka roller
    #[command(disable_help_subcommand = true)]
    Konto {
        #[command(subcommand)]
        vad: KontoKommando,
    },
    /// Granska, visa eller jämför kataloger
    #[command(disable_help_subcommand = true)]
    Katalog {
        #[command(subcommand)]
        vad: KatalogKommando,
    },
    /// Gallring: lista först, sedan det som ska gallras, med protokoll
    #[command(disable_help_subcommand = true)]
    Gallra(Gallra),
    /// Loggen: om den är hel, dess topp, dess rader och en rapport för kontroll
    #[command(disable_help_subcommand = true)]
    Logg {
        #[command(subcommand)]
        vad: LoggKommando,
    },
    /// Orolig för ett barn: vem som anmäler, hur och till vem
    Oro,
    /// Uppföljning för nämnden: ett år, ett kvartal eller en annan period, som text eller HTML
    Rapport(Rapportflaggor),
    /// Antal besök; färre än fem visas som <5
    #[command(disable_help_subcommand = true, args_conflicts_with_subcommands = true)]
    Statistik {
        #[command(subcommand)]
        vad: Option<StatistikKommando>,
        /// Från och med den första i en månad
        #[arg(long, value_name = DAG, value_parser = datum)]
        fran: Option<NaiveDate>,
        /// Till och med den sista i en månad
        #[arg(long, value_name = DAG, value_parser = datum)]
        till: Option<NaiveDate>,
        /// En period i stället: 2026-11, 2026-K4, 2026 eller 2026-01..2026-05
        #[arg(long, value_name = "PERIOD", value_parser = statistik::period, conflicts_with_all = ["fran", "till"])]
        period: Option<Period>,
        /// Hela statistikskärmen som text i tabeller, utan ramar och tecken
        #[arg(long, conflicts_with_all = ["fran", "till"])]
        klartext: bool,
    },
}

#[derive(Subcommand)]
pub(super) enum KatalogKommando {
    /// Granska en katalog: alla fel på en gång
    Granska {
        /// Katalogfilen
        fil: PathBuf,
    },
    /// Visa katalogen som används
    Visa,
    /// Skriv ut katalogen som används i en öppen form för andra kataloger
    Ut {
        /// Formen: hsds
        #[arg(long, value_name = "FORMAT")]
        format: String,
        /// Fil att skriva, som inte finns; annars skrivs det ut här
        #[arg(long, value_name = "FIL")]
        ut: Option<PathBuf>,
    },
    /// Gör en katalogfil av en HSDS-fil; det som filen inte säger blir öppet
    In {
        /// HSDS-filen
        #[arg(long, value_name = "FIL")]
        fran: PathBuf,
        /// Fil att skriva, som inte finns; annars skrivs det ut här
        #[arg(long, value_name = "FIL")]
        ut: Option<PathBuf>,
    },
    /// Visa vad en ny katalog skulle betyda för dem som väntar i kö
    Jamfor {
        /// Den nya katalogfilen
        #[arg(value_name = "NY.toml")]
        ny: PathBuf,
    },
}

/// Reads the arguments.
pub(super) fn las<A: Into<std::ffi::OsString> + Clone>(
    argument: impl IntoIterator<Item = A>,
) -> Result<Flaggor, clap::Error> {
    let mut kommando = svensk(Flaggor::command(), "");
    let last = kommando.try_get_matches_from_mut(argument)?;
    Flaggor::from_arg_matches(&last)
}

/// The help of a command and of all under it, in Swedish: what the reader says by itself is English.
fn svensk(kommando: Command, vag: &str) -> Command {
    let vag = format!("{vag}{}", kommando.get_name());
    let mut anvandning = format!("{vag} [FLAGGOR]");
    for arg in kommando.get_arguments().filter(|arg| arg.is_required_set()) {
        let varde = arg.get_value_names().and_then(<[_]>::first);
        let flagga = arg.get_long().map(|lang| format!("--{lang} "));
        let varde = varde.map_or("", |varde| varde.as_str());
        anvandning = format!("{anvandning} {}<{varde}>", flagga.unwrap_or_default());
    }
    if kommando.has_subcommands() {
        anvandning.push_str(" [KOMMANDO]");
    }
    kommando
        .help_template(MALL)
        .override_usage(anvandning)
        .subcommand_help_heading("Kommandon")
        // Otherwise a missing command is answered with the help on standard error, in place of what is missing.
        .arg_required_else_help(false)
        .mut_args(|arg| {
            let rubrik = if arg.is_positional() {
                "Argument"
            } else if arg.is_global_set() {
                "Flaggor till alla kommandon"
            } else {
                "Flaggor"
            };
            arg.help_heading(rubrik)
        })
        .mut_subcommands(|under| svensk(under, &format!("{vag} ")))
}

/// Reads a day.
pub(super) fn datum(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| text::cli::DATUM.to_owned())
}

/// What was typed where a command or an option stands, said again only where it looks like one: a name or a number that
/// has slipped in there must not stand in an error.
fn som_kommando(text: &str) -> Option<&str> {
    let liknar = |c: char| c.is_ascii_lowercase() || c == '-';
    (text.len() <= 30 && !text.is_empty() && text.chars().all(liknar)).then_some(text)
}

/// Answers for the argument reader, in Swedish.
pub(super) fn svara(fel: &clap::Error) -> ExitCode {
    if matches!(
        fel.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        // A closed reader has seen enough.
        let _ = write!(std::io::stdout(), "{}", fel.render());
        return ExitCode::SUCCESS;
    }
    let vad = |slag: ContextKind| match fel.get(slag) {
        Some(ContextValue::String(text)) => Some(rena_rad(text)),
        Some(ContextValue::Strings(texter)) => Some(rena_rad(&texter.join(", "))),
        _ => None,
    };
    let okant = vad(ContextKind::InvalidArg)
        .or_else(|| vad(ContextKind::InvalidSubcommand))
        .unwrap_or_default();
    let forslag = vad(ContextKind::SuggestedArg).or_else(|| vad(ContextKind::SuggestedSubcommand));
    let text = match fel.kind() {
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => {
            text::cli::flaggor::okand(som_kommando(&okant), forslag.as_deref())
        }
        ErrorKind::MissingRequiredArgument => {
            text::cli::flaggor::saknas(okant.trim_end_matches('.'))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            text::cli::flaggor::saknas(&vad(ContextKind::ValidSubcommand).unwrap_or_default())
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => text::cli::flaggor::varde(&okant),
        _ => text::cli::flaggor::ANNAT.to_owned(),
    };
    // With standard error closed, the exit code still tells.
    let _ = writeln!(
        std::io::stderr(),
        "{}: {text} {}",
        text::cli::FEL,
        text::cli::flaggor::HJALP
    );
    ExitCode::from(2)
}
