//! From the characters of a query to its signs and words, each with its place.

use super::fault::{Fault, Wrong};

/// A sign or word.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sign {
    Open,
    Close,
    Comma,
    And,
    Or,
    Not,
    Near(u32),
    /// `title:`, `de:`; the name without the colon.
    Prefix(String),
    /// `^2`
    Weight(f64),
    Phrase {
        text: String,
        exact: bool,
    },
    Word {
        text: String,
        exact: bool,
        prefix: bool,
    },
}

/// A sign with its place in bytes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub sign: Sign,
    pub span: (usize, usize),
}

const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// Divides a query into signs; refuses what cannot be one.
pub(super) fn lex(query: &str) -> Result<Vec<Placed>, Fault> {
    let mut lexer = Lexer { query, at: 0 };
    let mut signs = Vec::new();
    while let Some(sign) = lexer.next()? {
        signs.push(sign);
    }
    Ok(without_idle_commas(signs))
}

struct Lexer<'q> {
    query: &'q str,
    at: usize,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.query[self.at..]
    }

    fn fault(&self, wrong: Wrong, from: usize, to: usize, expected: &str) -> Fault {
        Fault::new(wrong, self.query, (from, to), expected)
    }

    fn next(&mut self) -> Result<Option<Placed>, Fault> {
        let blank = |c: char| c != '\n' && (c.is_whitespace() || c.is_control());
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(blank).len();
        let from = self.at;
        let Some(c) = self.rest().chars().next() else {
            return Ok(None);
        };
        let single = |sign| Some((sign, c.len_utf8()));
        let plain = match c {
            '(' => single(Sign::Open),
            ')' => single(Sign::Close),
            ',' | ';' | '\n' => single(Sign::Comma),
            _ => None,
        };
        let sign = match plain {
            Some((sign, len)) => {
                self.at += len;
                sign
            }
            None if c == '^' => self.weight()?,
            None => self.word_or_phrase()?,
        };
        let span = (from, self.at);
        Ok(Some(Placed { sign, span }))
    }

    fn weight(&mut self) -> Result<Sign, Fault> {
        let from = self.at;
        let digits = |c: char| c.is_ascii_digit() || c == '.';
        let number = &self.query[from + 1..];
        let len = number.find(|c| !digits(c)).unwrap_or(number.len());
        self.at = from + 1 + len;
        match number[..len].parse::<f64>() {
            Ok(factor) if (0.1..=10.0).contains(&factor) => Ok(Sign::Weight(factor)),
            _ => Err(self
                .fault(Wrong::Weight, from, self.at, "a weight from ^0.1 to ^10")
                .suggest("^2")),
        }
    }

    fn word_or_phrase(&mut self) -> Result<Sign, Fault> {
        let from = self.at;
        let exact = self.rest().starts_with('=');
        if exact {
            self.at += 1;
        }
        if self.rest().starts_with(QUOTES) {
            return self.phrase(from, exact);
        }
        let len = word_length(self.rest());
        let text = self.query[self.at..self.at + len].to_owned();
        self.at += len;
        if !exact && self.rest().starts_with(':') && len > 0 {
            self.at += 1;
            return Ok(Sign::Prefix(text));
        }
        if !exact && let Some(sign) = self.operator(&text, from)? {
            return Ok(sign);
        }
        self.word(text, from, exact)
    }

    fn phrase(&mut self, from: usize, exact: bool) -> Result<Sign, Fault> {
        let open = self.rest().chars().next().map_or(0, char::len_utf8);
        let inner = self.at + open;
        let Some(len) = self.query[inner..].find(QUOTES) else {
            self.at = self.query.len();
            let whole = &self.query[from..];
            let fault = self.fault(Wrong::Quote, from, inner, "a closing \" after the phrase");
            return Err(fault.suggest(format!("{}\"", whole.trim_end())));
        };
        let text = self.query[inner..inner + len].trim().to_owned();
        let close = self.query[inner + len..].chars().next();
        self.at = inner + len + close.map_or(0, char::len_utf8);
        if !text.contains(char::is_alphanumeric) {
            return Err(self.fault(Wrong::NoWord, from, self.at, "words between the quotes"));
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(Sign::Phrase { text, exact })
    }

    fn operator(&mut self, text: &str, from: usize) -> Result<Option<Sign>, Fault> {
        let sign = match text {
            "AND" => Sign::And,
            "OR" => Sign::Or,
            "NOT" => Sign::Not,
            "NEAR" => Sign::Near(super::NEAR),
            // A title in capitals may be pasted; among small letters they are meant as signs.
            _ if in_english(text).is_some() && self.query.contains(char::is_lowercase) => {
                return Err(self.fault(Wrong::Operator, from, self.at, "AND, OR, NOT or NEAR"));
            }
            _ => match text.strip_prefix("NEAR/") {
                Some(number) => match number.parse::<u32>() {
                    Ok(within @ 1..=100) => Sign::Near(within),
                    _ => {
                        let expected = "a distance from NEAR/1 to NEAR/100";
                        let fault = self.fault(Wrong::Distance, from, self.at, expected);
                        return Err(fault.suggest("NEAR/10"));
                    }
                },
                None => return Ok(None),
            },
        };
        Ok(Some(sign))
    }

    fn word(&mut self, text: String, from: usize, exact: bool) -> Result<Sign, Fault> {
        let stars = self.rest().len() - self.rest().trim_start_matches('*').len();
        self.at += stars;
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let after = word_length(self.rest());
        if stars > 0 && (letters < 2 || after > 0 || exact) {
            let end = self.at + after;
            let expected = "* at the end of at least two letters";
            let fault = self.fault(Wrong::Wildcard, from, end, expected);
            let word = &self.rest()[..after];
            let word = if letters >= 2 { &text } else { word };
            let long = word.chars().filter(|c| c.is_alphanumeric()).count() >= 2;
            return Err(match long {
                true => fault.suggest(format!("{word}*")),
                false => fault,
            });
        }
        if letters == 0 {
            if self.at == from || text.is_empty() {
                self.at += self.rest().chars().next().map_or(0, char::len_utf8);
            }
            return Err(self.fault(
                Wrong::NoWord,
                from,
                self.at,
                "a word with a letter or digit",
            ));
        }
        let prefix = stars > 0;
        Ok(Sign::Word {
            text,
            exact,
            prefix,
        })
    }
}

/// The sign that a Dutch or German one in capitals stands for. Without `EN` and `UND`: those are the
/// names of standards and broadcasters too, and words side by side must both occur anyway.
pub(super) fn in_english(word: &str) -> Option<&'static str> {
    match word {
        "OF" | "ODER" => Some("OR"),
        "NIET" | "NICHT" => Some("NOT"),
        _ => None,
    }
}

/// Bytes of the word that a text begins with.
fn word_length(text: &str) -> usize {
    let mut before = None;
    let mut ahead = text.char_indices().peekable();
    while let Some((i, c)) = ahead.next() {
        let next_digit = ahead.peek().is_some_and(|(_, next)| next.is_numeric());
        let digits = next_digit && before.is_some_and(char::is_numeric);
        match c {
            '(' => {
                let procedure = procedure_length(&text[..i], &text[i..]);
                return i + procedure;
            }
            ',' | ':' if digits => {}
            ')' | ',' | ';' | ':' | '^' | '*' => return i,
            _ if QUOTES.contains(&c) || c.is_whitespace() || c.is_control() => return i,
            _ => {}
        }
        before = Some(c);
    }
    text.len()
}

/// Bytes of `(COD)` in `2025/0260(COD)`; 0 for a group.
fn procedure_length(number: &str, rest: &str) -> usize {
    let is_number = number.contains('/') && number.contains(char::is_numeric);
    match rest
        .find(')')
        .filter(|len| is_number && (3..=6).contains(len))
    {
        Some(close) if rest[1..close].bytes().all(|b| b.is_ascii_uppercase()) => close + 1,
        _ => 0,
    }
}

/// Drops commas and line ends that divide nothing: at the ends, doubled, beside an operator or a
/// parenthesis.
fn without_idle_commas(signs: Vec<Placed>) -> Vec<Placed> {
    let mut kept: Vec<Placed> = Vec::with_capacity(signs.len());
    for sign in signs {
        let idle_before = kept.last().is_none_or(|last| {
            matches!(
                last.sign,
                Sign::Comma | Sign::Open | Sign::And | Sign::Or | Sign::Not | Sign::Near(_)
            ) || matches!(last.sign, Sign::Prefix(_))
        });
        if sign.sign == Sign::Comma && idle_before {
            continue;
        }
        let joins = matches!(
            sign.sign,
            Sign::And | Sign::Or | Sign::Near(_) | Sign::Close
        );
        if joins && kept.last().is_some_and(|last| last.sign == Sign::Comma) {
            kept.pop();
        }
        kept.push(sign);
    }
    if kept.last().is_some_and(|last| last.sign == Sign::Comma) {
        kept.pop();
    }
    kept
}
