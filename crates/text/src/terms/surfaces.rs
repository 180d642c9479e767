//! The memory of spellings: from the bytes of a run to a number that its user chose. What the number
//! means, and how it is found for a new spelling, is the user's matter.

/// The value of a spelling whose number must be found again.
pub const STALE: u32 = u32::MAX;

/// Spellings kept; when there are more, all are forgotten together.
const MOST: usize = 200_000;
/// Bytes of a spelling that stand in the slot itself.
const SHORT: usize = 16;
/// Longer spellings are not kept.
const LONGEST: usize = 256;

/// A spelling of at most 16 bytes, zeros behind it; no run holds a zero.
#[derive(Clone, Copy, Default)]
struct Slot {
    word: [u64; 2],
    value: u32,
    form: u32,
}

/// A longer spelling, by its hash and its place in the bytes.
#[derive(Clone, Copy, Default)]
struct Long {
    hash: u64,
    start: u32,
    len: u32,
    value: u32,
    form: u32,
}

/// What is told of a new spelling, so that it can be found when the numbers of terms change.
pub struct Form<'a> {
    /// The terms of its tokens.
    pub keys: &'a [u64],
    /// The folded words of its tokens.
    pub folded: &'a [&'a str],
}

/// From spellings to numbers, for one language. A lookup touches one line of memory for most words.
#[derive(Default)]
pub struct Surfaces {
    slots: Vec<Slot>,
    longs: Vec<Long>,
    bytes: Vec<u8>,
    short_count: usize,
    long_count: usize,
    /// The slot of each form; long ones have the highest bit set.
    places: Vec<u32>,
    keys: Vec<(u64, u32)>,
    heads: Vec<(u64, u32)>,
}

const IS_LONG: u32 = 1 << 31;

impl Surfaces {
    /// The number of the spelling at `start..end` of a text: `None` when it is not known, [`STALE`]
    /// when it must be found again.
    #[inline]
    pub fn find(&self, text: &[u8], start: usize, end: usize) -> Option<u32> {
        let len = end - start;
        if len > SHORT {
            return self.find_long(text.get(start..end)?);
        }
        if self.slots.is_empty() {
            return None;
        }
        let word = packed(text, start, len);
        let mask = self.slots.len() - 1;
        let mut at = hash_short(word) as usize & mask;
        loop {
            let slot = &self.slots[at & mask];
            if slot.word == word {
                return Some(slot.value);
            }
            if slot.word[0] == 0 {
                return None;
            }
            at += 1;
        }
    }

    #[inline(never)]
    fn find_long(&self, spelling: &[u8]) -> Option<u32> {
        self.place_of_long(spelling, hash_long(spelling))
            .map(|at| self.longs[at].value)
    }

    fn place_of_long(&self, spelling: &[u8], hash: u64) -> Option<usize> {
        if self.longs.is_empty() {
            return None;
        }
        let mask = self.longs.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = &self.longs[at];
            if slot.len == 0 {
                return None;
            }
            let bytes = slot.start as usize..(slot.start + slot.len) as usize;
            if slot.hash == hash && self.bytes.get(bytes) == Some(spelling) {
                return Some(at);
            }
            at = (at + 1) & mask;
        }
    }

    /// Keeps the number of a spelling. Gives whether everything was forgotten first.
    pub fn keep(&mut self, spelling: &[u8], value: u32, form: Form) -> bool {
        if spelling.is_empty() || spelling.len() > LONGEST || spelling.contains(&0) {
            return false;
        }
        if self.renew(spelling, value) {
            return false;
        }
        let full = self.places.len() >= MOST;
        if full {
            *self = Surfaces::default();
        }
        let number = self.places.len() as u32;
        if spelling.len() <= SHORT {
            self.keep_short(spelling, value, number);
        } else {
            self.keep_long(spelling, value, number);
        }
        self.keys.extend(form.keys.iter().map(|key| (*key, number)));
        let head = |word: &&str| (head_of(word).0, number);
        self.heads.extend(form.folded.iter().map(head));
        full
    }

    /// Gives a spelling that is known a new number.
    fn renew(&mut self, spelling: &[u8], value: u32) -> bool {
        if spelling.len() > SHORT {
            let place = self.place_of_long(spelling, hash_long(spelling));
            if let Some(at) = place {
                self.longs[at].value = value;
            }
            return place.is_some();
        }
        if self.find(spelling, 0, spelling.len()).is_none() {
            return false;
        }
        let at = self.free_or_same(packed(spelling, 0, spelling.len()));
        self.slots[at].value = value;
        true
    }

    /// The slot that holds a word, or the free one where it belongs.
    fn free_or_same(&self, word: [u64; 2]) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash_short(word) as usize & mask;
        while self.slots[at].word[0] != 0 && self.slots[at].word != word {
            at = (at + 1) & mask;
        }
        at
    }

    fn keep_short(&mut self, spelling: &[u8], value: u32, form: u32) {
        self.short_count += 1;
        if self.short_count * 2 > self.slots.len() {
            let larger = vec![Slot::default(); (self.slots.len() * 2).max(1 << 10)];
            for slot in std::mem::replace(&mut self.slots, larger) {
                if slot.word[0] != 0 {
                    self.put_short(slot);
                }
            }
        }
        let word = packed(spelling, 0, spelling.len());
        self.places.push(0);
        self.put_short(Slot { word, value, form });
    }

    fn put_short(&mut self, slot: Slot) {
        let at = self.free_or_same(slot.word);
        self.places[slot.form as usize] = at as u32;
        self.slots[at] = slot;
    }

    fn keep_long(&mut self, spelling: &[u8], value: u32, form: u32) {
        self.long_count += 1;
        if self.long_count * 2 > self.longs.len() {
            let larger = vec![Long::default(); (self.longs.len() * 2).max(1 << 8)];
            for slot in std::mem::replace(&mut self.longs, larger) {
                if slot.len != 0 {
                    self.put_long(slot);
                }
            }
        }
        let start = self.bytes.len() as u32;
        self.bytes.extend_from_slice(spelling);
        self.places.push(0);
        self.put_long(Long {
            hash: hash_long(spelling),
            start,
            len: spelling.len() as u32,
            value,
            form,
        });
    }

    fn put_long(&mut self, slot: Long) {
        let mask = self.longs.len() - 1;
        let mut at = slot.hash as usize & mask;
        while self.longs[at].len != 0 {
            at = (at + 1) & mask;
        }
        self.places[slot.form as usize] = at as u32 | IS_LONG;
        self.longs[at] = slot;
    }

    /// Marks the spellings with this term as [`STALE`].
    pub fn forget_key(&mut self, key: u64) {
        for i in 0..self.keys.len() {
            if self.keys[i].0 == key {
                self.forget(self.keys[i].1);
            }
        }
    }

    /// Marks the spellings of words that may begin so as [`STALE`].
    pub fn forget_beginning(&mut self, beginning: &str) {
        let (head, mask) = head_of(beginning);
        for i in 0..self.heads.len() {
            if self.heads[i].0 & mask == head {
                self.forget(self.heads[i].1);
            }
        }
    }

    fn forget(&mut self, form: u32) {
        let place = self.places[form as usize];
        if place & IS_LONG == 0 {
            self.slots[place as usize].value = STALE;
        } else {
            self.longs[(place ^ IS_LONG) as usize].value = STALE;
        }
    }

    /// Spellings that are kept.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether none is kept.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Bytes of memory it holds.
    pub fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<Slot>()
            + self.longs.capacity() * size_of::<Long>()
            + self.bytes.capacity()
            + self.places.capacity() * 4
            + (self.keys.capacity() + self.heads.capacity()) * size_of::<(u64, u32)>()
    }
}

/// The first eight bytes of a word as a number, and the bits that a shorter word decides.
fn head_of(word: &str) -> (u64, u64) {
    let len = word.len().min(8);
    let mut bytes = [0; 8];
    bytes[..len].copy_from_slice(&word.as_bytes()[..len]);
    (u64::from_le_bytes(bytes), low_bytes(len))
}

/// A number of which the lowest `len` bytes are set, eight at most.
#[inline]
fn low_bytes(len: usize) -> u64 {
    if len >= 8 {
        u64::MAX
    } else {
        (1 << (8 * len)) - 1
    }
}

/// The at most sixteen bytes of a text from `start` on, with zeros behind.
#[inline]
fn packed(text: &[u8], start: usize, len: usize) -> [u64; 2] {
    let read = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().expect("eight bytes"));
    if let Some(window) = text.get(start..start + SHORT) {
        let (low, high) = window.split_at(8);
        if len <= 8 {
            return [read(low) & low_bytes(len), 0];
        }
        return [read(low), read(high) & low_bytes(len - 8)];
    }
    let mut bytes = [0; SHORT];
    bytes[..len].copy_from_slice(&text[start..start + len]);
    [read(&bytes[..8]), read(&bytes[8..])]
}

/// Mixes a word so that the low bits tell words apart.
#[inline]
fn hash_short(word: [u64; 2]) -> u64 {
    let product = u128::from(word[0] ^ 0x9E37_79B9_7F4A_7C15)
        * u128::from(word[1].rotate_left(29) ^ 0xD1B5_4A32_D192_ED03);
    (product as u64) ^ (product >> 64) as u64
}

fn hash_long(spelling: &[u8]) -> u64 {
    spelling
        .chunks(SHORT)
        .fold(spelling.len() as u64, |hash, chunk| {
            let [a, b] = packed(chunk, 0, chunk.len());
            hash_short([a ^ hash, b.wrapping_add(hash)])
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Form = Form {
        keys: &[],
        folded: &[],
    };

    #[test]
    fn every_spelling_keeps_its_own_number() {
        let mut surfaces = Surfaces::default();
        let words: Vec<String> = (0..30_000)
            .map(|n| format!("w{n}{}", "x".repeat(n % 30)))
            .collect();
        for (word, n) in words.iter().zip(0..) {
            surfaces.keep(
                word.as_bytes(),
                n,
                Form {
                    keys: &[u64::from(n)],
                    folded: &[word],
                },
            );
        }
        let text = words.join(" ");
        let mut at = 0;
        for (word, n) in words.iter().zip(0..) {
            assert_eq!(
                surfaces.find(text.as_bytes(), at, at + word.len()),
                Some(n),
                "{word}"
            );
            at += word.len() + 1;
        }
        assert_eq!(surfaces.find(b"absent", 0, 6), None);
        surfaces.forget_key(7);
        surfaces.forget_beginning("w12");
        assert_eq!(
            surfaces.find(words[7].as_bytes(), 0, words[7].len()),
            Some(STALE)
        );
        assert_eq!(
            surfaces.find(words[1234].as_bytes(), 0, words[1234].len()),
            Some(STALE)
        );
        assert_eq!(
            surfaces.find(words[8].as_bytes(), 0, words[8].len()),
            Some(8)
        );
    }

    #[test]
    fn it_is_bounded() {
        let mut surfaces = Surfaces::default();
        let forgot = (0..=MOST as u32)
            .filter(|n| surfaces.keep(format!("{n}").as_bytes(), *n, NONE))
            .count();
        assert_eq!((forgot, surfaces.len()), (1, 1));
        assert_eq!(
            surfaces.find(format!("{MOST}").as_bytes(), 0, 6),
            Some(MOST as u32)
        );
    }
}
