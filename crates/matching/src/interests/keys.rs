//! From the terms of the text to units, for one reader: a flat table that is read without a lock.

/// Terms of which the places begin together.
const TOGETHER: usize = 4;

/// Terms and their units, in buckets of four. Whether a term has a unit is chance to a processor, so
/// that a look-up compares the whole bucket and branches on nothing.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// Terms; what has unit 0 is free.
    keys: Vec<[u64; TOGETHER]>,
    units: Vec<[u32; TOGETHER]>,
    count: usize,
}

impl Keys {
    /// The unit of a term; 0 when no query asks for it.
    #[inline]
    pub fn find(&self, key: u64) -> u32 {
        let at = mixed(key) & self.keys.len().wrapping_sub(1);
        let (Some(keys), Some(units)) = (self.keys.get(at), self.units.get(at)) else {
            return 0;
        };
        let unit = |i: usize| units[i] & u32::from(keys[i] == key).wrapping_neg();
        unit(0) | unit(1) | unit(2) | unit(3)
    }

    /// Adds a term that has a unit, or gives it another.
    pub fn add(&mut self, key: u64, unit: u32) {
        self.count += usize::from(self.find(key) == 0);
        if self.count > self.keys.len() {
            self.enlarge();
        }
        while !self.put(key, unit) {
            self.enlarge();
        }
    }

    fn enlarge(&mut self) {
        let old = std::mem::take(self);
        let mut buckets = (old.keys.len() * 2).max(1 << 8);
        loop {
            self.keys = vec![[0; TOGETHER]; buckets];
            self.units = vec![[0; TOGETHER]; buckets];
            let pairs = old.keys.iter().flatten().zip(old.units.iter().flatten());
            let mut all = pairs.filter(|(_, unit)| **unit != 0);
            if all.all(|(key, unit)| self.put(*key, *unit)) {
                self.count = old.count;
                return;
            }
            buckets *= 2;
        }
    }

    /// Puts a term into its bucket; false when that is full.
    fn put(&mut self, key: u64, unit: u32) -> bool {
        let at = mixed(key) & self.keys.len().wrapping_sub(1);
        let (Some(keys), Some(units)) = (self.keys.get_mut(at), self.units.get_mut(at)) else {
            return false;
        };
        let mut places = keys.iter_mut().zip(units);
        let place = places.find(|(k, u)| **u == 0 || **k == key);
        place
            .map(|place| (*place.0, *place.1) = (key, unit))
            .is_some()
    }

    /// Bytes of memory it holds.
    pub fn bytes(&self) -> usize {
        self.keys.capacity() * size_of::<[u64; TOGETHER]>()
            + self.units.capacity() * size_of::<[u32; TOGETHER]>()
    }
}

/// Spreads a key over the low bits.
#[inline]
fn mixed(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_keeps_its_unit() {
        let mut keys = Keys::default();
        assert_eq!(keys.find(7), 0);
        (1..20_000_u32).for_each(|n| keys.add(u64::from(n) * 97, n));
        keys.add(97, 5);
        assert!((2..20_000_u32).all(|n| keys.find(u64::from(n) * 97) == n));
        assert_eq!((keys.find(97), keys.find(98)), (5, 0));
    }
}
