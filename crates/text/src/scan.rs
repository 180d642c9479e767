//! Where words begin and end: runs of letters and digits, and the compounds that hyphens, slashes
//! and points make of them. What a run means in a language is not known here.

use unicode_normalization::char::is_combining_mark;

/// A word or compound as it stands in the text, as byte ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// Start of the whole.
    pub start: usize,
    /// End of the whole.
    pub end: usize,
    /// Its parts but the last; none for a simple word.
    earlier: Vec<(usize, usize)>,
    /// Its last part.
    last: (usize, usize),
}

impl Run {
    /// Its parts; one for a simple word.
    pub fn parts(&self) -> impl Iterator<Item = (usize, usize)> {
        self.earlier.iter().copied().chain([self.last])
    }

    /// How many parts it has.
    pub fn count(&self) -> usize {
        self.earlier.len() + 1
    }
}

/// Walks the runs of a text from left to right.
pub(crate) struct Runs<'t> {
    text: &'t str,
    at: usize,
}

/// The runs of a text.
pub(crate) fn runs(text: &str) -> Runs<'_> {
    Runs { text, at: 0 }
}

impl Iterator for Runs<'_> {
    type Item = Run;

    fn next(&mut self) -> Option<Run> {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len()
            && bytes[self.at].is_ascii()
            && !bytes[self.at].is_ascii_alphanumeric()
        {
            self.at += 1;
        }
        let rest = self.text.get(self.at..)?;
        let start = self.at + rest.find(char::is_alphanumeric)?;
        let run = self.read(start);
        self.at = run.end;
        Some(run)
    }
}

impl Runs<'_> {
    /// Reads the run that starts at `start`, where a letter or digit stands.
    fn read(&self, start: usize) -> Run {
        let mut run = Run {
            start,
            end: start,
            earlier: Vec::new(),
            last: (start, start),
        };
        let mut part = start;
        loop {
            run.end = self.word_end(run.end);
            match self.joint(&run, part) {
                Joint::Inside(next) => run.end = next,
                Joint::Between(next) => {
                    run.earlier.push((part, run.end));
                    run.end = next;
                    part = next;
                }
                Joint::None => break,
            }
        }
        run.last = (part, run.end);
        self.take_procedure(&mut run);
        self.take_plus(&mut run);
        run
    }

    /// The end of the letters, digits and marks that follow, without invisible signs at the end.
    fn word_end(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
            at += 1;
        }
        let mut end = at;
        for (i, c) in self.text[at..].char_indices() {
            if c.is_alphanumeric() || is_combining_mark(c) {
                end = at + i + c.len_utf8();
            } else if !is_invisible(c) {
                break;
            }
        }
        end
    }

    /// Whether the sign after the run so far ties it to what follows.
    fn joint(&self, run: &Run, part: usize) -> Joint {
        if matches!(self.text.as_bytes().get(run.end), None | Some(b' ' | b'\n')) {
            return Joint::None;
        }
        let mut ahead = self.text[run.end..].chars();
        let (Some(sign), Some(next)) = (ahead.next(), ahead.next()) else {
            return Joint::None;
        };
        if !next.is_alphanumeric() {
            return Joint::None;
        }
        let to = run.end + sign.len_utf8();
        let before = self.text[part..run.end].chars().next_back();
        let digits = before.is_some_and(is_digit) && is_digit(next);
        match sign {
            '\'' | '’' | 'ʼ' => Joint::Inside(to),
            '.' | ',' if digits => Joint::Inside(to),
            '.' if self.is_initial(part, run.end, ahead.next()) => Joint::Inside(to),
            '-' | '‐' | '\u{2011}' | '_' => Joint::Between(to),
            '/' | '–' if digits => Joint::Between(to),
            '&' if self.is_initial(part, run.end, ahead.next()) => Joint::Between(to),
            _ => Joint::None,
        }
    }

    /// Whether `part..end` is one letter, or letters divided by points, and the next letter stands
    /// alone too: `d.w.z`, `B.V`.
    fn is_initial(&self, part: usize, end: usize, after_next: Option<char>) -> bool {
        let alone = !after_next.is_some_and(char::is_alphanumeric);
        let mut letters = self.text[part..end].split('.');
        alone
            && end - part <= 24
            && letters.all(|piece| {
                let mut chars = piece.chars();
                chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
            })
    }

    /// Takes the procedure of a European paper with its number: `2025/0260(COD)`.
    fn take_procedure(&self, run: &mut Run) {
        if run.earlier.is_empty() || !self.text[run.start..run.end].contains('/') {
            return;
        }
        let Some(rest) = self.text[run.end..].strip_prefix('(') else {
            return;
        };
        let Some(close) = rest.find(')').filter(|len| (2..=5).contains(len)) else {
            return;
        };
        if rest[..close].bytes().all(|b| b.is_ascii_alphabetic()) {
            let inner = run.end + 1;
            run.earlier.push(run.last);
            run.last = (inner, inner + close);
            run.end = inner + close + 1;
        }
    }
}

impl Runs<'_> {
    /// Takes the plus of `Erasmus+`: part of the whole, not of the word.
    fn take_plus(&self, run: &mut Run) {
        let Some(ahead) = self.text[run.end..].strip_prefix('+') else {
            return;
        };
        if run.count() == 1 && !ahead.starts_with(char::is_alphanumeric) {
            run.end += 1;
        }
    }
}

enum Joint {
    /// The sign belongs to the word.
    Inside(usize),
    /// The sign divides two parts of one compound.
    Between(usize),
    None,
}

fn is_digit(c: char) -> bool {
    c.is_numeric()
}

/// Signs that print nothing and may stand within a word: the soft hyphen and its kin.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        runs(text).map(|r| &text[r.start..r.end]).collect()
    }

    #[test]
    fn codes_and_compounds_are_single_runs() {
        let text = "De N35, A1 en 36410-XVIII; 2025/0260(COD), 21/7009 kst-36045-299 D66 IC-141.";
        let want = [
            "De",
            "N35",
            "A1",
            "en",
            "36410-XVIII",
            "2025/0260(COD)",
            "21/7009",
            "kst-36045-299",
            "D66",
            "IC-141",
        ];
        assert_eq!(words(text), want);
    }

    #[test]
    fn points_and_quotes_end_a_word_unless_they_belong_to_it() {
        assert_eq!(
            words("regio's d.w.z. B.V. 65,8 en/of 3.10.2025. 'Spoor'"),
            [
                "regio's",
                "d.w.z",
                "B.V",
                "65,8",
                "en",
                "of",
                "3.10.2025",
                "Spoor"
            ]
        );
    }

    #[test]
    fn a_compound_knows_its_parts() {
        let text = "Oost-Nederland";
        let run = runs(text).next().expect("one run");
        assert_eq!(run.parts().collect::<Vec<_>>(), [(0, 4), (5, 14)]);
    }
}
