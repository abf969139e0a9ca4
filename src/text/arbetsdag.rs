//! The words of the calendar.

use crate::domain::arbetsdag::Helgdag;

/// The name of a holiday or an eve.
pub fn helgdag(helgdag: Helgdag) -> &'static str {
    match helgdag {
        Helgdag::Nyarsdagen => "nyårsdagen",
        Helgdag::TrettondedagJul => "trettondedag jul",
        Helgdag::Langfredagen => "långfredagen",
        Helgdag::Paskdagen => "påskdagen",
        Helgdag::AnnandagPask => "annandag påsk",
        Helgdag::ForstaMaj => "första maj",
        Helgdag::KristiHimmelsfardsdag => "Kristi himmelsfärdsdag",
        Helgdag::Pingstdagen => "pingstdagen",
        Helgdag::Nationaldagen => "nationaldagen",
        Helgdag::Midsommarafton => "midsommarafton",
        Helgdag::Midsommardagen => "midsommardagen",
        Helgdag::AllaHelgonsDag => "alla helgons dag",
        Helgdag::Julafton => "julafton",
        Helgdag::Juldagen => "juldagen",
        Helgdag::AnnandagJul => "annandag jul",
        Helgdag::Nyarsafton => "nyårsafton",
    }
}
