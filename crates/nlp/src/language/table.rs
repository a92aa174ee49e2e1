//! The n-grams that tell languages of one script apart: for each, how much less likely its last sign is in each language
//! than in the language where it is most likely. Read from `models/language.bin`, which `training` makes with this file.

/// What stands before the first and behind the last letter of a word.
pub const EDGE: char = ' ';
/// Signs of the longest n-gram.
pub const LONGEST: usize = 5;
/// What a stored level of 0 to 15 means, in natural logarithms: finer where languages are close.
pub const LEVELS: [f32; 16] = [0.0, 0.1, 0.25, 0.45, 0.7, 1.0, 1.35, 1.75, 2.2, 2.7, 3.3, 4.0, 4.9, 6.0, 7.5, 9.5];
/// First bytes of the file; the last one is the version of its form.
pub const MAGIC: &[u8; 4] = b"LID1";

/// The state of an n-gram's hash before its first sign. Signs are added from the last to the first, so that each step gives
/// the next longer n-gram with the same end.
pub const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of the n-gram with one more sign in front.
pub fn extend(hash: u64, sign: char) -> u64 {
    let mixed = (hash ^ u64::from(u32::from(sign))).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 32)
}

/// Where an n-gram is looked for: its bucket, and the fingerprint by which it is known there.
pub fn place(hash: u64, bits: u32) -> (usize, u16) {
    ((hash >> (64 - bits)) as usize, (hash & 0xffff) as u16)
}

/// The n-grams of one script.
#[derive(Debug, Default)]
pub struct Table<'a> {
    /// Language codes and names of groups of languages, in the order of the levels.
    pub classes: Vec<&'a str>,
    bits: u32,
    starts: Vec<u32>,
    prints: &'a [u8],
    levels: &'a [u8],
}

impl<'a> Table<'a> {
    /// Adds the levels of the longest known n-gram that ends at the end of `signs` to `sums`, one for each class.
    /// Whether one is known.
    pub fn add(&self, signs: &[char], sums: &mut [f32]) -> bool {
        let mut hashes = [0; LONGEST];
        let mut hash = SEED;
        let mut length = 0;
        for sign in signs.iter().rev().take(LONGEST) {
            hash = extend(hash, *sign);
            hashes[length] = hash;
            length += 1;
        }
        let found = hashes[..length].iter().rev().find_map(|hash| self.find(*hash));
        let Some(levels) = found else { return false };
        for (pair, byte) in sums.chunks_mut(2).zip(levels) {
            let halves = [byte & 15, byte >> 4];
            for (sum, half) in pair.iter_mut().zip(halves) {
                *sum -= LEVELS[usize::from(half)];
            }
        }
        true
    }

    fn find(&self, hash: u64) -> Option<&'a [u8]> {
        let (bucket, print) = place(hash, self.bits);
        let start = *self.starts.get(bucket)? as usize;
        let end = *self.starts.get(bucket + 1)? as usize;
        let prints = self.prints.get(2 * start..2 * end)?;
        let at = prints.chunks_exact(2).position(|pair| u16::from_le_bytes([pair[0], pair[1]]) == print)?;
        let width = self.classes.len().div_ceil(2);
        self.levels.get((start + at) * width..(start + at + 1) * width)
    }
}

/// All tables of the file, in the order in which they were written. None: it is not such a file.
pub fn read(bytes: &[u8]) -> Option<Vec<Table<'_>>> {
    let mut rest = bytes.strip_prefix(MAGIC)?;
    let mut tables = Vec::new();
    while !rest.is_empty() {
        let names = usize::from(u16::from_le_bytes(take(&mut rest, 2)?.try_into().ok()?));
        let classes: Vec<&str> = std::str::from_utf8(take(&mut rest, names)?).ok()?.split(' ').collect();
        let bits = u32::from(*take(&mut rest, 1)?.first()?);
        let lengths = take(&mut rest, 1_usize.checked_shl(bits)?)?;
        let mut starts = vec![0_u32];
        let mut sum = 0;
        for length in lengths {
            sum += u32::from(*length);
            starts.push(sum);
        }
        let entries = sum as usize;
        let prints = take(&mut rest, entries.checked_mul(2)?)?;
        let levels = take(&mut rest, entries.checked_mul(classes.len().div_ceil(2))?)?;
        tables.push(Table { classes, bits, starts, prints, levels });
    }
    Some(tables)
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of one bucket pair with two n-grams of two classes.
    fn file() -> Vec<u8> {
        let hash = |text: &str| text.chars().rev().fold(SEED, extend);
        let mut entries = [("b", [0, 5]), ("ab", [9, 0])].map(|(text, levels)| (place(hash(text), 1), levels));
        entries.sort_unstable();
        let mut bytes = MAGIC.to_vec();
        bytes.extend(5_u16.to_le_bytes());
        bytes.extend(b"en nl");
        bytes.push(1);
        bytes.extend([0, 1].map(|bucket| entries.iter().filter(|((at, _), _)| *at == bucket).count() as u8));
        bytes.extend(entries.iter().flat_map(|((_, print), _)| print.to_le_bytes()));
        bytes.extend(entries.iter().map(|(_, levels): &(_, [u8; 2])| levels[0] | levels[1] << 4));
        bytes
    }

    #[test]
    fn the_longest_known_end_of_the_signs_is_what_counts() {
        let bytes = file();
        let tables = read(&bytes).unwrap();
        assert_eq!(tables[0].classes, ["en", "nl"]);
        let sums = |signs: &[char]| {
            let mut sums = [0.0; 2];
            (tables[0].add(signs, &mut sums), sums)
        };
        assert_eq!(sums(&['a', 'b']), (true, [-LEVELS[9], 0.0]));
        assert_eq!(sums(&['x', 'b']), (true, [0.0, -LEVELS[5]]));
        assert_eq!(sums(&['x', 'y']), (false, [0.0, 0.0]));
    }

    #[test]
    fn a_file_that_ends_early_or_is_another_is_refused() {
        let bytes = file();
        for end in MAGIC.len() + 1..bytes.len() {
            assert!(read(&bytes[..end]).is_none(), "{end}");
        }
        assert!(read(b"LID0").is_none());
    }
}
