//! Arbetsdag: the days on which somebody can be expected to answer, by the Swedish calendar.
//!
//! The holidays are those of lag (1989:253) om allmänna helgdagar as it reads since 2005; lag (1930:173) 2 § puts three
//! eves and every Saturday beside them. The reckoning has no last year.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Helgdag, a public holiday, or one of the three eves that lag (1930:173) 2 § counts as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Helgdag {
    /// 1 January.
    Nyarsdagen,
    /// 6 January.
    TrettondedagJul,
    /// The Friday before Easter Sunday.
    Langfredagen,
    /// Easter Sunday.
    Paskdagen,
    /// The Monday after Easter Sunday.
    AnnandagPask,
    /// 1 May.
    ForstaMaj,
    /// The sixth Thursday after Easter Sunday.
    KristiHimmelsfardsdag,
    /// The seventh Sunday after Easter Sunday.
    Pingstdagen,
    /// 6 June.
    Nationaldagen,
    /// The Friday between 19 and 25 June; an eve.
    Midsommarafton,
    /// The Saturday between 20 and 26 June.
    Midsommardagen,
    /// The Saturday between 31 October and 6 November.
    AllaHelgonsDag,
    /// 24 December; an eve.
    Julafton,
    /// 25 December.
    Juldagen,
    /// 26 December.
    AnnandagJul,
    /// 31 December; an eve.
    Nyarsafton,
}

impl Helgdag {
    /// All of them, in the order of the year.
    pub const ALLA: [Self; 16] = [
        Self::Nyarsdagen,
        Self::TrettondedagJul,
        Self::Langfredagen,
        Self::Paskdagen,
        Self::AnnandagPask,
        Self::ForstaMaj,
        Self::KristiHimmelsfardsdag,
        Self::Pingstdagen,
        Self::Nationaldagen,
        Self::Midsommarafton,
        Self::Midsommardagen,
        Self::AllaHelgonsDag,
        Self::Julafton,
        Self::Juldagen,
        Self::AnnandagJul,
        Self::Nyarsafton,
    ];

    /// Its code.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Nyarsdagen => "nyarsdagen",
            Self::TrettondedagJul => "trettondedag_jul",
            Self::Langfredagen => "langfredagen",
            Self::Paskdagen => "paskdagen",
            Self::AnnandagPask => "annandag_pask",
            Self::ForstaMaj => "forsta_maj",
            Self::KristiHimmelsfardsdag => "kristi_himmelsfardsdag",
            Self::Pingstdagen => "pingstdagen",
            Self::Nationaldagen => "nationaldagen",
            Self::Midsommarafton => "midsommarafton",
            Self::Midsommardagen => "midsommardagen",
            Self::AllaHelgonsDag => "alla_helgons_dag",
            Self::Julafton => "julafton",
            Self::Juldagen => "juldagen",
            Self::AnnandagJul => "annandag_jul",
            Self::Nyarsafton => "nyarsafton",
        }
    }

    /// Whether the day is this one. Two can fall on the same day: Pingstdagen on Nationaldagen, for one.
    pub fn ar(self, dag: NaiveDate) -> bool {
        let pa = |manad, nummer| dag.month() == manad && dag.day() == nummer;
        let dagar_efter_pask =
            |antal: i64| pask(dag.year()).is_some_and(|pask| (dag - pask).num_days() == antal);
        let mellan = |veckodag, fran: (u32, u32), till: (u32, u32)| {
            let har = (dag.month(), dag.day());
            dag.weekday() == veckodag && (fran..=till).contains(&har)
        };
        match self {
            Self::Nyarsdagen => pa(1, 1),
            Self::TrettondedagJul => pa(1, 6),
            Self::Langfredagen => dagar_efter_pask(-2),
            Self::Paskdagen => dagar_efter_pask(0),
            Self::AnnandagPask => dagar_efter_pask(1),
            Self::ForstaMaj => pa(5, 1),
            Self::KristiHimmelsfardsdag => dagar_efter_pask(39),
            Self::Pingstdagen => dagar_efter_pask(49),
            Self::Nationaldagen => pa(6, 6),
            Self::Midsommarafton => mellan(Weekday::Fri, (6, 19), (6, 25)),
            Self::Midsommardagen => mellan(Weekday::Sat, (6, 20), (6, 26)),
            Self::AllaHelgonsDag => mellan(Weekday::Sat, (10, 31), (11, 6)),
            Self::Julafton => pa(12, 24),
            Self::Juldagen => pa(12, 25),
            Self::AnnandagJul => pa(12, 26),
            Self::Nyarsafton => pa(12, 31),
        }
    }
}

/// The holiday or eve of the day, or `None`; where two fall on the same day, the earlier in [`Helgdag::ALLA`].
pub fn helgdag(dag: NaiveDate) -> Option<Helgdag> {
    Helgdag::ALLA.into_iter().find(|helgdag| helgdag.ar(dag))
}

/// Påskdagen of a year, by the Gregorian Computus (Meeus, Jones and Butcher); `None` outside the calendar.
pub fn pask(ar: i32) -> Option<NaiveDate> {
    let (gyllental, sekel, i_sekel) = (ar.rem_euclid(19), ar.div_euclid(100), ar.rem_euclid(100));
    let manrattelse = (sekel - (sekel + 8) / 25 + 1) / 3;
    let epakt = (19 * gyllental + sekel - sekel / 4 - manrattelse + 15).rem_euclid(30);
    let till_sondag =
        (32 + 2 * (sekel % 4) + 2 * (i_sekel / 4) - epakt - i_sekel % 4).rem_euclid(7);
    // The two latest Easters would come a week too late.
    let sen = (gyllental + 11 * epakt + 22 * till_sondag) / 451;
    let dag = epakt + till_sondag - 7 * sen + 114;
    NaiveDate::from_ymd_opt(
        ar,
        u32::try_from(dag / 31).ok()?,
        u32::try_from(dag % 31 + 1).ok()?,
    )
}

/// Whether the day is a working day: neither Saturday, Sunday, public holiday, nor one of the eves that lag (1930:173)
/// 2 § puts beside them. `stangt` are days on which this kommun keeps closed.
pub fn ar_arbetsdag(dag: NaiveDate, stangt: &[NaiveDate]) -> bool {
    let helg = matches!(dag.weekday(), Weekday::Sat | Weekday::Sun);
    !helg && helgdag(dag).is_none() && !stangt.contains(&dag)
}

/// The day that lies `antal` working days after `dag`; the day itself is never counted.
///
/// With `antal` 0 it is the day itself, working day or not.
pub fn efter_arbetsdagar(dag: NaiveDate, antal: u8, stangt: &[NaiveDate]) -> NaiveDate {
    let (mut dag, mut kvar) = (dag, antal);
    while kvar > 0 {
        // Only at the end of the calendar, more than 200 000 years away, is there no next day.
        let Some(nasta) = dag.checked_add_days(Days::new(1)) else {
            return dag;
        };
        dag = nasta;
        if ar_arbetsdag(dag, stangt) {
            kvar -= 1;
        }
    }
    dag
}
