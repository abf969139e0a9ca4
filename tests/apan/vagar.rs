//! Walks: runs of keys that lead to where the monkey alone would seldom come.

/// From the lookup to somewhere; each key is an event.
pub const VAGAR: [&str; 67] = [
    "<F1>",
    "<F12>",
    "<F12><F1>",
    "<F1><F12>",
    "<F8>",
    "<F8><F12>",
    "?",
    "<F3>",
    "<F3><Enter>",
    "<F3><F8>j",
    "<F3><F8><Esc>",
    "<F4>",
    "<F4><Enter>",
    "<F4><Enter><Enter>",
    "<F4><Enter><Enter><F7>",
    "<F4><Enter><Enter><F2>",
    "<F4><Enter><Enter><F3>3",
    "<F4><Enter><Enter><F3>j",
    "<F4><Enter><Enter><F4>",
    "<F4><Enter><Enter><F5>k",
    "<F4><Enter><Enter><F5>o<Esc>",
    "<F4><Enter><Enter><F5>es",
    "<F4><Enter><Enter><F6>",
    "<F4><Enter><Enter><F8>",
    "<F4><Enter><F2>j",
    "<F4><Enter><F2>h",
    "<F4><Enter><Enter><F2>j",
    "<F4><Enter><Enter><F2>n",
    "<F4><F2>j",
    "<F4><F9>j",
    "<F4><F6>",
    "<F4><F6><Enter>",
    "<F4><F7>",
    "<F4><Enter><F5>",
    "<F4><Enter><F5><F2>",
    "<F4><Enter><F5><F3>",
    "<F4><Enter><F5><F8>",
    "<F4><Enter><F5><Down><Enter>",
    "<F4><Enter><F5><F5>j",
    "<F4><Enter><Enter><Enter>j",
    "<F5>",
    "<F5><Enter>",
    "<F5><Enter><F2>",
    "<F5><Enter><F5>",
    "<F5><Enter><F6>",
    "<F5><Enter><F8>",
    "<F5><F7>",
    "<F5><F7><Enter>",
    "<F5><F6>",
    "<F5><F6><F2>",
    "<F5><F6><F6>",
    "<F5><F6><F6><Enter>",
    "<F5><F6><Enter>",
    "<F5><F6><Enter><F2>",
    "<F5><F6><Enter><F3>",
    "<F5><F6><Enter><F3><F2>",
    "<F5><F6><Enter><F4>",
    "<F5><F6><Enter><F4><F2>",
    "<F5><F6><Enter><F5>",
    "<F5><F6><Enter><F6>",
    "<F5><F6><Enter><F7>",
    "<F5><F6><Enter><F7><F2>",
    "<F6>",
    "<F6>1234567890",
    "<F6><Right><Enter><Tab><S-Tab><Esc><Home><End>",
    "<F6><F2><F3><Left><Left><Right><F2>",
    "<F7>",
];
/// Insatser by words: documented, anonymous, with a queue, for a child, with a hänvisning.
pub const BESOK: [&str; 16] = [
    "boendecoachning",
    "boende",
    "budget",
    "3.1.3",
    "3.4.3",
    "3.4.4",
    "skilsm",
    "våld",
    "barn",
    "ungdom",
    "missbruk",
    "föräldra",
    "familjebehandling",
    "3.1.4",
    "3.2.1",
    "anhörig",
];
/// In a walk: the form that is open is filled in and saved.
pub const FYLL: &str = "¤";
/// A visit to where the person is asked for a name.
pub const OVERLAMNING: &str =
    "boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>t<Enter>m<Enter>n<Enter>";
/// What is done with the handover: it is read, and an ärende is opened, and in it what is seldom done in one.
pub const ARENDEN: [&str; 5] = [
    // Both parents: the other akt, a consent to tell it something, a note, and the copy of that.
    "<F5><Enter><F2>f¤<F9>aAnnan Apqvist¤<F4><F2>a¤<Esc><F2>¤<Enter>k¤",
    // A child: over the bridge, to its lists and its days.
    "<F5><Enter><F2>b¤<F7>¤<Tab><Enter><F2>¤",
    // The plan, its second version, and a follow-up.
    "<F5><Enter><F2>m¤<F3><F2>¤<F2>¤<Esc><F6>¤",
    "<F5><Enter><F2>",
    "<F5><Enter>",
];
/// A slip, which is ended and then opened again.
pub const ATEROPPNAS: &str = "3.1.3<Enter>1<Enter>1<Enter>m<Enter>1<Enter>m<Enter>k<Enter>j<Esc><F4><Enter><Enter><F8>1j<F2>¤";
/// How many there are of these: one for each ärende, and the slip.
pub const SALLAN_ANTAL: usize = ARENDEN.len() + 1;
/// Whole visits to a slip, and places with an offer.
pub const HELA: [&str; 5] = [
    "boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>k<Enter>jk",
    "3.1.3<Enter>1<Enter>1<Enter>m<Enter>1<Enter>m<Enter>k<Enter>j",
    "3.4.4<Enter>1<Enter>1<Enter>m<Enter>1<Enter>m<Enter>k<Enter>j",
    "boendecoachning<F2><F2>",
    "<F4><Enter><F5><F3>4<F2><Esc><F2>j",
];
