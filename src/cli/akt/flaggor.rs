//! Commands of handovers and of the akt. What stands before them is their help.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use crate::cli::flaggor::{DAG, datum};

#[derive(Subcommand)]
pub(in crate::cli) enum OverlamningKommando {
    /// Lista överlämningar, utan identitet
    Lista {
        /// Även de kvitterade och makulerade
        #[arg(long)]
        alla: bool,
        /// Bara den egna enhetens inkorg, med väntetid och vem som har hämtat
        #[arg(long)]
        inkorg: bool,
    },
    /// Hämta en överlämning
    Hamta {
        /// Överlämningens id
        id: String,
    },
    /// Ta över en överlämning som en kollega har hämtat
    TaOver {
        /// Överlämningens id
        id: String,
    },
    /// Kvittera att en hämtad överlämning är mottagen i ett annat system; kopian här raderas
    Kvittera {
        /// Överlämningens id
        id: String,
    },
    /// Lämna tillbaka en hämtad överlämning till mottagningen
    Aterlamna {
        /// Överlämningens id
        id: String,
        /// `fel_enhet`, `uppgifter_saknas`, dubblett, `personen_har_angrat_sig`, `villkor_oklara` eller `skyddade_personuppgifter`
        #[arg(long, value_name = "KOD")]
        orsak: String,
    },
    /// Lista det som har kommit tillbaka till mottagningen
    Aterlamnade,
    /// Skicka ut en återlämnad överlämning igen
    SkickaIgen {
        /// Överlämningens id
        id: String,
        /// Enheten som ska ta emot; utan flaggan alla enheter
        #[arg(long, value_name = "ENHET")]
        till: Option<String>,
    },
    /// Makulera en återlämnad överlämning; det som står om personen raderas
    Makulera {
        /// Överlämningens id
        id: String,
    },
}

#[derive(Subcommand)]
pub(in crate::cli) enum ArendeKommando {
    /// Lista enhetens pågående ärenden, utan namn
    Lista {
        /// De avslutade i stället
        #[arg(long)]
        avslutade: bool,
    },
    /// Öppna ett ärende av en hämtad överlämning
    Oppna(Oppning),
    /// Öppna den andra förälderns akt bredvid ett ärende
    AndraForaldern {
        /// Ärendets nummer
        nummer: String,
        /// Fil med person (namn, personnummer, telefon, epost, adress, sekretessmarkering) och samtycke (satt, dag), eller - för standard in
        #[arg(long, value_name = "FIL")]
        person: PathBuf,
    },
    /// Visa hela akten; det antecknas att den har lästs
    Visa {
        /// Ärendets nummer
        nummer: String,
    },
    /// Sök enhetens ärenden på namn, personnummer eller ärendenummer; sökningen antecknas
    Sok {
        /// Fil med namn, personnummer eller arende, eller - för standard in
        #[arg(long, value_name = "FIL")]
        fran: PathBuf,
    },
    /// För ärendet ett steg vidare
    Steg {
        /// Ärendets nummer
        nummer: String,
    },
    /// Signera en anteckning i journalen; den kan sedan bara rättas med en ny
    Anteckna {
        /// Ärendets nummer
        nummer: String,
        /// Fil med vad, dag, klockslag, kalla, deltog, text, skrivare, titel och rattar eller invander, eller - för standard in
        #[arg(long, value_name = "FIL")]
        fran: PathBuf,
    },
    /// Kopiera en anteckning till den andra förälderns akt, med stöd av ett samtycke som gäller
    Kopiera {
        /// Ärendets nummer
        nummer: String,
        /// Anteckningens nummer
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
        anteckning: u32,
        /// Samtyckets id
        #[arg(long, value_name = "ID")]
        samtycke: String,
        /// Fil med skrivare och titel, eller - för standard in
        #[arg(long, value_name = "FIL")]
        fran: Option<PathBuf>,
    },
    /// Visa insatsplanen, eller skriv en ny version av den
    Plan {
        /// Ärendets nummer
        nummer: String,
        /// Fil med personuppgifter, tidplan, insatsen, varfor, mal, utformning, uppfoljning, `orsak_till_avslut`, `gjord_med`, `bygger_pa`, forenar, skrivare och titel, eller - för standard in. `gjord_med` är personen, `barnet_och_vardnadshavare`, vardnadshavare eller foretradare
        #[arg(long, value_name = "FIL")]
        fran: Option<PathBuf>,
    },
    /// Visa samtycken att lämna uppgifter till andra
    Samtycken {
        /// Ärendets nummer
        nummer: String,
    },
    /// Skriv in ett samtycke att lämna uppgifter till någon annan
    Samtyck {
        /// Ärendets nummer
        nummer: String,
        /// Fil med med, mottagare, vad, lamnat, till och satt, eller - för standard in. med är forvaltning, myndighet, vard, skola, person, utforare eller `annan_akt`; satt är muntligt eller skriftligt
        #[arg(long, value_name = "FIL")]
        fran: PathBuf,
    },
    /// Återkalla ett samtycke från och med i dag
    Aterkalla {
        /// Ärendets nummer
        nummer: String,
        /// Samtyckets id
        #[arg(long, value_name = "ID")]
        samtycke: String,
    },
    /// Visa uppföljningarna, eller sätt dagen för nästa
    Uppfoljning {
        /// Ärendets nummer
        nummer: String,
        /// Dagen för nästa uppföljning
        #[arg(long, value_name = DAG, value_parser = datum)]
        nasta: Option<NaiveDate>,
        /// Ingen uppföljning är planerad
        #[arg(long, conflicts_with = "nasta")]
        ingen: bool,
    },
    /// Skriv in en uppföljning
    FoljUpp {
        /// Ärendets nummer
        nummer: String,
        /// Fil med dag, text, mal, nasta, skrivare och titel, eller - för standard in. Varje mal har mal och utfall: uppfyllt, battre, oforandrat eller samre
        #[arg(long, value_name = "FIL")]
        fran: PathBuf,
    },
    /// Avsluta ett ärende, med orsak och hur det gick
    Avsluta {
        /// Ärendets nummer
        nummer: String,
        /// Fil med orsak, dag, text, mal, skrivare och titel, eller - för standard in. orsak är `malet_natt`, `tiden_slut`, `personen_vill_sluta`, `samtycke_aterkallat`, `ansoker_i_stallet`, `annan_insats`, `hors_inte_av`, flyttat, avliden eller `insatsen_upphort`
        #[arg(long, value_name = "FIL")]
        fran: PathBuf,
    },
    /// Visa bron till insatser med behovsprövning, eller ändra något i den
    Bro {
        /// Ärendets nummer
        nummer: String,
        /// Fil med oppna (till, med, samtycke), bocka (lista, punkt, gjord) eller dagar (uppdrag, beslut, start, `senast_uppfoljd`, avslutad), eller - för standard in. med är personuppgifter, insatsplan, journal och uppfoljningar
        #[arg(long, value_name = "FIL")]
        fran: Option<PathBuf>,
    },
    /// Visa uppföljningar vars dag har kommit, och överlämningar som ingen har hämtat
    AttGora,
}

#[derive(Args)]
pub(in crate::cli) struct Oppning {
    /// Överlämningens id
    pub(super) overlamning: String,
    /// mottagaren, barnet eller varje-foralder; behövs bara när katalogen inte säger vems akt det blir
    #[arg(long, value_name = "VEMS")]
    pub(super) akt: Option<String>,
    /// 2, 3 eller 5; behövs bara när katalogen inte säger hur många steg som används
    #[arg(long, value_name = "ANTAL")]
    pub(super) steg: Option<String>,
    /// Dagen för den första uppföljningen
    #[arg(long, value_name = DAG, value_parser = datum)]
    pub(super) uppfoljning: Option<NaiveDate>,
    /// Fil med barnets identitet när akten är barnets, eller - för standard in
    #[arg(long, value_name = "FIL")]
    pub(super) person: Option<PathBuf>,
}

#[derive(Subcommand)]
pub(in crate::cli) enum BehorighetKommando {
    /// Ge en användare rätt att söka förekomst i hela filen
    Ge {
        /// Användarens inloggningsnamn
        anvandare: String,
    },
    /// Ta tillbaka rätten
    Ta {
        /// Användarens inloggningsnamn
        anvandare: String,
    },
    /// Lista dem som har rätten
    Lista,
}
