//! Färg, colours as plain numbers: contrast, the 256 colours of xterm, and reading `#rrggbb`.

/// Red, green and blue in sRGB, 0–255 each.
pub type Rgb = (u8, u8, u8);

/// The levels of each channel in xterm's 6×6×6 cube.
const NIVAER: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// Kontrast, the contrast ratio of WCAG 2.1 between two colours: from 1.0 (alike) to 21.0 (black on white).
///
/// The order of the two does not matter.
pub fn kontrast(fg: Rgb, bg: Rgb) -> f64 {
    let (a, b) = (luminans(fg), luminans(bg));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance, 0.0 (black) to 1.0 (white), as WCAG 2.1 defines it.
fn luminans((r, g, b): Rgb) -> f64 {
    fn linjar(kanal: u8) -> f64 {
        let v = f64::from(kanal) / 255.0;
        if v <= 0.04045 {
            v / 12.92
        } else {
            ((v + 0.055) / 1.055).powf(2.4)
        }
    }
    0.2126 * linjar(r) + 0.7152 * linjar(g) + 0.0722 * linjar(b)
}

/// Reads `#rrggbb`; `None` when the text is anything else.
pub fn las_hex(text: &str) -> Option<Rgb> {
    let siffror = text.strip_prefix('#')?;
    if siffror.len() != 6 || !siffror.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let [_, r, g, b] = u32::from_str_radix(siffror, 16).ok()?.to_be_bytes();
    Some((r, g, b))
}

/// The colour that xterm gives number `n`; `None` below 16, because those belong to the user's own palette.
pub fn xterm_rgb(n: u8) -> Option<Rgb> {
    match n {
        0..=15 => None,
        16..=231 => {
            let i = usize::from(n - 16);
            Some((NIVAER[i / 36], NIVAER[i / 6 % 6], NIVAER[i % 6]))
        }
        232..=255 => {
            let v = 8 + 10 * (n - 232);
            Some((v, v, v))
        }
    }
}

/// The number (16–255) among xterm's colours that lies nearest to `farg`.
pub fn narmaste_xterm(farg: Rgb) -> u8 {
    let avstand = |n: &u8| {
        xterm_rgb(*n).map_or(u32::MAX, |(r, g, b)| {
            [(r, farg.0), (g, farg.1), (b, farg.2)]
                .iter()
                .map(|(x, y)| u32::from(x.abs_diff(*y)).pow(2))
                .sum()
        })
    };
    (16..=u8::MAX).min_by_key(avstand).unwrap_or(16)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn kontrasten_foljer_wcag() {
        assert!((kontrast((0, 0, 0), (255, 255, 255)) - 21.0).abs() < 1e-9);
        assert!((kontrast((9, 9, 9), (9, 9, 9)) - 1.0).abs() < 1e-9);
        // #767676 on white is the well-known border case of 4.5:1.
        assert!(kontrast((0x76, 0x76, 0x76), (255, 255, 255)) >= 4.5);
        assert!(kontrast((0x77, 0x77, 0x77), (255, 255, 255)) < 4.5);
    }

    #[test]
    fn hex_lases_strangt() {
        assert_eq!(las_hex("#0a10FF"), Some((10, 16, 255)));
        for fel in [
            "0a10ff", "#0a10f", "#0a10fff", "#+a10ff", "#gggggg", "red", "", "#ååå",
        ] {
            assert_eq!(las_hex(fel), None, "{fel}");
        }
    }

    #[test]
    fn varje_xtermfarg_ar_narmast_sig_sjalv() {
        for n in 16..=255_u8 {
            let farg = xterm_rgb(n).unwrap();
            assert_eq!(xterm_rgb(narmaste_xterm(farg)), Some(farg), "{n}");
        }
        assert_eq!(xterm_rgb(15), None);
        assert_eq!(narmaste_xterm((255, 0, 0)), 196);
        assert_eq!(narmaste_xterm((0x81, 0x7f, 0x80)), 244);
    }
}
