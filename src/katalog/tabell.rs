//! A typed reader over one TOML table: each reading that fails leaves a fault with its place and gives `None`.

use chrono::NaiveDate;
use toml::de::{DeTable, DeValue};

use super::fil::{Fil, Varde, menade};
use super::tecken::citat;
use crate::domain::insats::Uppgift;

/// One table, read by key; a second table may lie beneath it (a shared villkor under its overrides).
#[derive(Clone, Copy)]
pub(super) struct Tabell<'t> {
    fil: Fil<'t>,
    egen: &'t DeTable<'t>,
    bas: Option<&'t DeTable<'t>>,
    plats: usize,
    rubrik: &'static str,
}

impl<'t> Tabell<'t> {
    /// A table whose keys are among `nycklar`; every other key is a fault.
    pub(super) fn ny(
        fil: Fil<'t>,
        rubrik: &'static str,
        egen: &'t DeTable<'t>,
        plats: usize,
        nycklar: &[&str],
    ) -> Self {
        for nyckel in egen
            .keys()
            .filter(|nyckel| !nycklar.contains(&nyckel.get_ref().as_ref()))
        {
            fil.fel.fel(
                nyckel.span().start,
                format!("Nyckeln {} finns inte i {rubrik}.", citat(nyckel.get_ref())),
                menade(nyckel.get_ref(), nycklar.iter().copied()).unwrap_or_else(|| {
                    format!("Ta bort den. Nycklarna här är {}.", nycklar.join(", "))
                }),
            );
        }
        Self {
            fil,
            egen,
            bas: None,
            plats,
            rubrik,
        }
    }

    /// The same table with `bas` beneath it.
    pub(super) fn over(self, bas: &'t DeTable<'t>) -> Self {
        Self {
            bas: Some(bas),
            ..self
        }
    }

    /// The value of a key, the table's own before the one beneath.
    pub(super) fn varde(&self, nyckel: &str) -> Option<&'t Varde<'t>> {
        self.egen.get(nyckel).or_else(|| self.bas?.get(nyckel))
    }

    /// Where a fault about a key is shown: at its value, or at the table.
    pub(super) fn plats(&self, nyckel: &str) -> usize {
        self.varde(nyckel)
            .map_or(self.plats, |varde| varde.span().start)
    }

    /// Adds a fault about a key.
    pub(super) fn fel(&self, nyckel: &str, vad: impl Into<String>, gor_sa_har: impl Into<String>) {
        self.fil.fel.fel(self.plats(nyckel), vad, gor_sa_har);
    }

    /// Adds a fault at the table itself, about a key that is missing.
    pub(super) fn saknas(&self, nyckel: &'static str, vad: String, gor_sa_har: String) {
        self.fil.fel.saknas(self.plats, nyckel, vad, gor_sa_har);
    }

    /// Reads a key that must be there.
    pub(super) fn maste<T>(
        &self,
        nyckel: &'static str,
        las: impl FnOnce(&Self, &'static str) -> Option<T>,
    ) -> Option<T> {
        if self.varde(nyckel).is_none() {
            self.saknas(
                nyckel,
                format!("Nyckeln ”{nyckel}” saknas i {}.", self.rubrik),
                format!("Lägg till {nyckel}."),
            );
        }
        las(self, nyckel)
    }

    /// A text that is not empty.
    pub(super) fn text(&self, nyckel: &str) -> Option<String> {
        self.fil
            .text_av(self.varde(nyckel)?, nyckel)
            .map(str::to_owned)
    }

    /// A value that must be one of a few words.
    pub(super) fn val<T: Copy>(&self, nyckel: &str, tillatna: &[(&str, T)]) -> Option<T> {
        let varde = self.varde(nyckel)?;
        let ord = self.fil.text_av(varde, nyckel)?;
        self.fil.val_av(varde, ord, nyckel, tillatna)
    }

    /// A list in which each value is one of a few words, each at most once.
    pub(super) fn flerval<T: Copy + PartialEq>(
        &self,
        nyckel: &str,
        tillatna: &[(&str, T)],
    ) -> Option<Vec<T>> {
        if !self.varde(nyckel)?.get_ref().is_array() {
            return self.fil.fel_typ(self.varde(nyckel)?, nyckel, "en lista");
        }
        let (mut valda, mut alla_ratt) = (Vec::new(), true);
        for varde in self.lista(nyckel) {
            let ord = self.fil.text_av(varde, nyckel);
            let Some((ord, val)) =
                ord.and_then(|o| Some((o, self.fil.val_av(varde, o, nyckel, tillatna)?)))
            else {
                alla_ratt = false;
                continue;
            };
            if valda.contains(&val) {
                self.fil.fel.fel(
                    varde.span().start,
                    format!("Värdet {} står två gånger i ”{nyckel}”.", citat(ord)),
                    "Ta bort det ena.",
                );
            }
            valda.push(val);
        }
        alla_ratt.then_some(valda)
    }

    /// A whole number between `minst` and `hogst`.
    pub(super) fn tal(&self, nyckel: &str, minst: u16, hogst: u16) -> Option<u16> {
        let varde = self.varde(nyckel)?;
        let DeValue::Integer(tal) = varde.get_ref() else {
            return self.fil.fel_typ(varde, nyckel, "ett heltal");
        };
        let last = u16::from_str_radix(tal.as_str(), tal.radix())
            .ok()
            .filter(|tal| (minst..=hogst).contains(tal));
        if last.is_none() {
            self.fel(
                nyckel,
                format!("Talet i ”{nyckel}” är utanför gränserna."),
                format!("Skriv ett heltal från {minst} till {hogst}."),
            );
        }
        last
    }

    /// True or false.
    pub(super) fn sant(&self, nyckel: &str) -> Option<bool> {
        let varde = self.varde(nyckel)?;
        match varde.get_ref() {
            DeValue::Boolean(sant) => Some(*sant),
            _ => self.fil.fel_typ(varde, nyckel, "true eller false"),
        }
    }

    /// A date.
    pub(super) fn datum(&self, nyckel: &str) -> Option<NaiveDate> {
        self.fil.datum_av(self.varde(nyckel)?, nyckel)
    }

    /// Two dates, the first no later than the second.
    pub(super) fn period(&self, fran: &str, till: &str) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let period = (self.datum(fran), self.datum(till));
        if let (Some(forsta), Some(sista)) = period
            && forsta > sista
        {
            self.fel(
                till,
                format!("Datumet i ”{till}” ligger före datumet i ”{fran}”."),
                "Rätta ett av datumen.",
            );
        }
        period
    }

    /// A text that may be open.
    pub(super) fn uppgift(&self, nyckel: &str) -> Option<Uppgift<String>> {
        self.eller_oklar(nyckel, |fil, varde| {
            fil.text_av(varde, nyckel).map(str::to_owned)
        })
    }

    /// A date that may be open.
    pub(super) fn uppgift_datum(&self, nyckel: &str) -> Option<Uppgift<NaiveDate>> {
        self.eller_oklar(nyckel, |fil, varde| fil.datum_av(varde, nyckel))
    }

    fn eller_oklar<T>(
        &self,
        nyckel: &str,
        las: impl FnOnce(&Fil<'t>, &'t Varde<'t>) -> Option<T>,
    ) -> Option<Uppgift<T>> {
        let varde = self.varde(nyckel)?;
        let DeValue::Table(tabell) = varde.get_ref() else {
            return las(&self.fil, varde).map(Uppgift::Kand);
        };
        let oppen = Tabell::ny(
            self.fil,
            "en öppen uppgift",
            tabell,
            varde.span().start,
            &["oklart"],
        );
        oppen.maste("oklart", Tabell::text).map(Uppgift::Oklar)
    }

    /// The values of a list; empty where the key is missing.
    pub(super) fn lista(&self, nyckel: &str) -> &'t [Varde<'t>] {
        let Some(varde) = self.varde(nyckel) else {
            return &[];
        };
        if let DeValue::Array(lista) = varde.get_ref() {
            return lista;
        }
        if let DeValue::Table(_) = varde.get_ref() {
            self.fel(
                nyckel,
                format!("Värdet i ”{nyckel}” ska vara en lista men är en tabell."),
                format!("Skriv en lista inom [ ], eller rubriken med dubbla hakparenteser, [[{nyckel}]]."),
            );
        } else {
            let _: Option<()> = self.fil.fel_typ(varde, nyckel, "en lista");
        }
        &[]
    }

    /// A list of texts, none of them empty; empty where the key is missing.
    pub(super) fn texter(&self, nyckel: &str) -> Vec<String> {
        let varden = self.lista(nyckel).iter();
        varden
            .filter_map(|varde| self.fil.text_av(varde, nyckel).map(str::to_owned))
            .collect()
    }

    /// A table.
    pub(super) fn tabell(
        &self,
        nyckel: &str,
        rubrik: &'static str,
        nycklar: &[&str],
    ) -> Option<Self> {
        let varde = self.varde(nyckel)?;
        self.fil.tabell_av(varde, nyckel, rubrik, nycklar)
    }

    /// A list of tables; empty where the key is missing.
    pub(super) fn tabeller(
        &self,
        nyckel: &'t str,
        rubrik: &'static str,
        nycklar: &[&str],
    ) -> Vec<Self> {
        let varden = self.lista(nyckel).iter();
        varden
            .filter_map(|varde| self.fil.tabell_av(varde, nyckel, rubrik, nycklar))
            .collect()
    }

    /// The tables that lie in a table under names of the author's choice, such as `[beslut.forteckning]`.
    pub(super) fn namngivna(
        &self,
        nyckel: &'static str,
        rubrik: &'static str,
        nycklar: &[&str],
    ) -> Vec<(&'t str, Self)> {
        let Some(varde) = self.varde(nyckel) else {
            return Vec::new();
        };
        let DeValue::Table(tabell) = varde.get_ref() else {
            let _: Option<()> = self.fil.fel_typ(varde, nyckel, "en tabell");
            return Vec::new();
        };
        let namngivna = tabell.iter().filter_map(|(namn, varde)| {
            self.fil.id_av(namn.get_ref(), namn.span().start);
            let del = self.fil.tabell_av(varde, namn.get_ref(), rubrik, nycklar)?;
            Some((namn.get_ref().as_ref(), del))
        });
        namngivna.collect()
    }

    /// An id: lower case letters, digits and hyphens.
    pub(super) fn id(&self, nyckel: &str) -> Option<String> {
        let varde = self.varde(nyckel)?;
        let id = self.fil.text_av(varde, nyckel)?;
        self.fil
            .id_av(id, varde.span().start)
            .then(|| id.to_owned())
    }

    /// The keys of the table's own and of the one beneath, and whether each is its own.
    pub(super) fn nycklar(&self) -> impl Iterator<Item = (&'t str, bool)> {
        let bas = self.bas.into_iter().flat_map(DeTable::keys);
        let egna = self
            .egen
            .keys()
            .map(|nyckel| (nyckel.get_ref().as_ref(), true));
        egna.chain(bas.map(|nyckel| (nyckel.get_ref().as_ref(), false)))
    }

    /// The file it stands in.
    pub(super) fn fil(&self) -> Fil<'t> {
        self.fil
    }
}
