//! What a document leaves behind when it is read: which units were met, and where. Nothing is cleared
//! between documents; a stamp tells what is of this one.

/// No occurrence.
pub(super) const NONE: u32 = u32::MAX;

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
    occurrences: Vec<Occurrence>,
    states: Vec<State>,
    /// Units met, each once.
    pub touched: Vec<u32>,
    /// Position of the first word of the body.
    pub body: u32,
    /// Bits of the codes of the document.
    pub bits: u32,
}

impl Traces {
    /// Begins a document; all before is forgotten.
    pub fn begin(&mut self, units: usize) {
        self.states
            .resize((units + 1).max(self.states.len()), State::default());
        self.stamp = self.stamp.wrapping_add(1);
        if self.stamp == 0 {
            // After four milliard documents old stamps would seem new.
            self.states.iter_mut().for_each(|state| state.stamp = 0);
            self.stamp = 1;
        }
        self.words.clear();
        self.occurrences.clear();
        self.touched.clear();
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

    /// Adds the word at the next position.
    #[inline]
    pub fn word(&mut self, unit: u32, start: usize) {
        let position = self.position();
        self.words.push(unit);
        if unit != 0 {
            self.meet(unit, position, position, start);
        }
    }

    /// Leaves a position free, so that nothing runs from one text into the next.
    pub fn gap(&mut self) {
        self.words.push(0);
    }

    /// Adds an occurrence of a unit.
    #[inline]
    pub fn meet(&mut self, unit: u32, first: u32, last: u32, start: usize) {
        let state = &mut self.states[unit as usize];
        let mut before = NONE;
        if state.stamp == self.stamp {
            before = state.last;
        } else {
            state.stamp = self.stamp;
            state.count += 1;
            self.touched.push(unit);
        }
        state.last = self.occurrences.len() as u32;
        let start = start as u32;
        self.occurrences.push(Occurrence {
            first,
            last,
            before,
            start,
        });
    }

    /// Adds a unit that has no place: a code.
    pub fn meet_code(&mut self, unit: u32) {
        let state = &mut self.states[unit as usize];
        if state.stamp != self.stamp {
            *state = State {
                stamp: self.stamp,
                last: NONE,
                count: state.count + 1,
                ..*state
            };
            self.touched.push(unit);
        }
    }

    /// Makes room for units that were numbered while the document is read.
    pub fn grow(&mut self, unit: u32) {
        if self.states.len() <= unit as usize {
            self.states.resize(unit as usize + 1, State::default());
        }
    }

    /// Whether a unit was met.
    #[inline]
    pub fn met(&self, unit: u32) -> bool {
        self.states
            .get(unit as usize)
            .is_some_and(|state| state.stamp == self.stamp)
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
            + (self.words.capacity() + self.touched.capacity()) * 4
    }
}
