//! From the terms of the text to units, for one reader: a flat table that is read without a lock.

/// Terms and their units; unit 0 marks a free slot.
#[derive(Debug, Default)]
pub(super) struct Keys {
    slots: Vec<(u64, u32)>,
    count: usize,
}

impl Keys {
    /// The unit of a term; 0 when no query asks for it.
    #[inline]
    pub fn find(&self, key: u64) -> u32 {
        if self.slots.is_empty() {
            return 0;
        }
        let mask = self.slots.len() - 1;
        let mut at = mixed(key) & mask;
        loop {
            let (found, unit) = self.slots[at & mask];
            if found == key || unit == 0 {
                return unit;
            }
            at += 1;
        }
    }

    /// Adds a term that has a unit, or gives it another.
    pub fn add(&mut self, key: u64, unit: u32) {
        if (self.count + 1) * 3 > self.slots.len() {
            let larger = vec![(0, 0); (self.slots.len() * 2).max(1 << 10)];
            for (key, unit) in std::mem::replace(&mut self.slots, larger) {
                if unit != 0 {
                    self.put(key, unit);
                }
            }
        }
        self.count += usize::from(self.find(key) == 0);
        self.put(key, unit);
    }

    fn put(&mut self, key: u64, unit: u32) {
        let mask = self.slots.len() - 1;
        let mut at = mixed(key) & mask;
        while self.slots[at].1 != 0 && self.slots[at].0 != key {
            at = (at + 1) & mask;
        }
        self.slots[at] = (key, unit);
    }

    /// Bytes of memory it holds.
    pub fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<(u64, u32)>()
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
