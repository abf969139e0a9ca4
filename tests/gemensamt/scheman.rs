//! The statements of the schemas before this one, as they landed.

/// By number, the first is schema 1.
pub const SCHEMAN: [&[&str]; 5] = [
    &[
        include_str!("../../src/store/sqlite/schema/1_grund.sql"),
        include_str!("../../src/store/sqlite/schema/1_besok.sql"),
        include_str!("../../src/store/sqlite/schema/1_ko.sql"),
        include_str!("../../src/store/sqlite/schema/1_overlamning.sql"),
    ],
    &[
        include_str!("../../src/store/sqlite/schema/2_ko.sql"),
        include_str!("../../src/store/sqlite/schema/2_ko_fore.sql"),
        include_str!("../../src/store/sqlite/schema/2_ko_vakter.sql"),
    ],
    &[
        include_str!("../../src/store/sqlite/schema/3_akt.sql"),
        include_str!("../../src/store/sqlite/schema/3_akt_vakter.sql"),
        include_str!("../../src/store/sqlite/schema/3_overlamning.sql"),
        include_str!("../../src/store/sqlite/schema/3_akt_vyer.sql"),
    ],
    &[
        include_str!("../../src/store/sqlite/schema/4_konto.sql"),
        include_str!("../../src/store/sqlite/schema/4_gallring.sql"),
        include_str!("../../src/store/sqlite/schema/4_kedja.sql"),
        include_str!("../../src/store/sqlite/schema/4_kopia.sql"),
    ],
    &[
        include_str!("../../src/store/sqlite/schema/5_besok.sql"),
        include_str!("../../src/store/sqlite/schema/5_kopia.sql"),
        include_str!("../../src/store/sqlite/schema/5_program.sql"),
    ],
];
