//! What a document leaves behind when it is read: which units were met, and where. Nothing is cleared
//! between documents; a stamp tells what is of this one.

/// No occurrence.
pub(super) const NONE: u32 = u32::MAX;

/// A unit that every document meets; it has no place.
pub(super) const ALWAYS: u32 = 0;

/// A place where a unit was met.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurrence {
    /// Position of its first word.
    pub first: u32,
    /// Position of its last word.
    pub last: u32,
    /// The occurrence of the same unit before it.
    before: u32,
    /// Start of its run in its text, in bytes.
    pub start: u32,
}

/// What is known of a unit.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// The document in which it was last met.
    stamp: u32,
    /// Its last occurrence there.
    last: u32,
    /// Documents in which it was met since they were last counted.
    count: u32,
    /// Whether an interest of late hangs on it.
    late: bool,
}

/// The traces of one document after another.
#[derive(Debug, Default)]
pub(super) struct Traces {
    stamp: u32,
    /// The unit of the word at each position; 0 when no query asks for it.
    words: Vec<u32>,
    /// Where the word at each position starts, in bytes.
    starts: Vec<u32>,
    /// How many of the words were met, and the places of those of them that a query asks for.
    settled: usize,
    asked: Vec<u32>,
    occurrences: Vec<Occurrence>,
    states: Vec<State>,
    /// A bit for each unit that was met: small enough to stay near at hand.
    met: Vec<u64>,
    /// Units met, each once; what stands behind the first `distinct` means nothing.
    touched: Vec<u32>,
    distinct: usize,
    /// Position of the first word of the body.
    pub body: u32,
    /// Bits of the codes of the document.
    pub bits: u32,
}

impl Traces {
    /// Begins a document; all before is forgotten.
    pub fn begin(&mut self, units: usize) {
        self.grow(units as u32);
        for unit in self.touched.iter().take(self.distinct) {
            self.met[*unit as usize / 64] = 0;
        }
        self.met[0] |= 1 << ALWAYS;
        self.stamp = self.stamp.wrapping_add(1);
        if self.stamp == 0 {
            // After four milliard documents old stamps would seem new.
            self.states.iter_mut().for_each(|state| state.stamp = 0);
            self.stamp = 1;
        }
        self.words.clear();
        self.starts.clear();
        self.settled = 0;
        self.occurrences.clear();
        self.distinct = 0;
        self.bits = 0;
        self.body = NONE;
    }

    /// The document that is being read, as a number that differs from those before.
    pub fn stamp(&self) -> u32 {
        self.stamp
    }

    /// The position that the next word has.
    #[inline]
    pub fn position(&self) -> u32 {
        self.words.len() as u32
    }

    /// Adds the word at the next position. It is met by [`Traces::settle`].
    #[inline]
    pub fn word(&mut self, unit: u32, start: usize) {
        self.words.push(unit);
        self.starts.push(start as u32);
    }

    /// Leaves a position free, so that nothing runs from one text into the next.
    pub fn gap(&mut self) {
        self.word(0, 0);
    }

    /// Meets the words that were added. Which words are asked for, and which for the first time, is
    /// chance to a processor: neither is branched on.
    pub fn settle(&mut self) {
        let new = &self.words[self.settled..];
        self.asked.resize(self.asked.len().max(new.len()), 0);
        let mut asked = 0;
        for (unit, position) in new.iter().zip(self.settled as u32..) {
            self.asked[asked] = position;
            asked += usize::from(*unit != 0);
        }
        self.settled = self.words.len();
        self.reserve(asked);
        for nth in 0..asked {
            let position = self.asked[nth];
            let unit = self.words[position as usize];
            self.put(unit, position, position, self.starts[position as usize]);
        }
    }

    /// Adds an occurrence of a unit.
    pub fn meet(&mut self, unit: u32, first: u32, last: u32, start: usize) {
        self.reserve(1);
        self.put(unit, first, last, start as u32);
    }

    /// Makes room for so many units that may be new.
    fn reserve(&mut self, units: usize) {
        let most = self.distinct + units;
        if self.touched.len() < most {
            self.touched.resize(most.next_power_of_two(), 0);
        }
    }

    #[inline]
    fn put(&mut self, unit: u32, first: u32, last: u32, start: u32) {
        let before = self.touch(unit, self.occurrences.len() as u32);
        self.occurrences.push(Occurrence {
            first,
            last,
            before,
            start,
        });
    }

    /// Marks a unit as met, `last` being its newest occurrence; gives the one before. There must be
    /// room.
    #[inline]
    fn touch(&mut self, unit: u32, last: u32) -> u32 {
        let state = &mut self.states[unit as usize];
        let is_new = state.stamp != self.stamp;
        let before = if is_new { NONE } else { state.last };
        state.stamp = self.stamp;
        state.count += u32::from(is_new);
        state.last = last;
        self.met[unit as usize / 64] |= 1 << (unit % 64);
        self.touched[self.distinct] = unit;
        self.distinct += usize::from(is_new);
        before
    }

    /// Adds a unit that has no place: a code.
    pub fn meet_code(&mut self, unit: u32) {
        self.reserve(1);
        self.touch(unit, NONE);
    }

    /// Makes room for units that were numbered while the document is read.
    pub fn grow(&mut self, unit: u32) {
        if self.states.len() <= unit as usize {
            self.states.resize(unit as usize + 1, State::default());
            self.met.resize(unit as usize / 64 + 1, 0);
        }
    }

    /// Units met, each once.
    pub fn touched(&self) -> &[u32] {
        &self.touched[..self.distinct]
    }

    /// Whether a unit was met.
    #[inline]
    pub fn met(&self, unit: u32) -> bool {
        self.met
            .get(unit as usize / 64)
            .is_some_and(|bits| bits >> (unit % 64) & 1 == 1)
    }

    /// The occurrences of a unit, last first.
    #[inline]
    pub fn of(&self, unit: u32) -> impl Iterator<Item = &Occurrence> {
        let state = self
            .states
            .get(unit as usize)
            .filter(|state| state.stamp == self.stamp);
        let mut next = state.map_or(NONE, |state| state.last);
        std::iter::from_fn(move || {
            let found = self.occurrences.get(next as usize)?;
            next = found.before;
            Some(found)
        })
    }

    /// The unit of the word at a position.
    #[inline]
    pub fn word_at(&self, position: u32) -> u32 {
        self.words.get(position as usize).copied().unwrap_or(0)
    }

    /// Says on which units interests of late hang.
    pub fn mark_late(&mut self, units: impl Iterator<Item = u32>) {
        self.states.iter_mut().for_each(|state| state.late = false);
        for unit in units {
            self.grow(unit);
            self.states[unit as usize].late = true;
        }
    }

    /// Whether an interest of late hangs on a unit.
    #[inline]
    pub fn is_late(&self, unit: u32) -> bool {
        self.states[unit as usize].late
    }

    /// Adds how often each unit was met to `counts`, and begins to count anew.
    pub fn hand_over(&mut self, counts: &mut Vec<u32>) {
        counts.resize(counts.len().max(self.states.len()), 0);
        for (count, state) in counts.iter_mut().zip(&mut self.states) {
            *count += std::mem::take(&mut state.count);
        }
    }

    /// Bytes of memory it holds.
    pub fn bytes(&self) -> usize {
        self.states.capacity() * size_of::<State>()
            + self.occurrences.capacity() * size_of::<Occurrence>()
            + (self.words.capacity() + self.starts.capacity()) * 4
            + (self.asked.capacity() + self.touched.capacity()) * 4
            + self.met.capacity() * 8
    }
}
