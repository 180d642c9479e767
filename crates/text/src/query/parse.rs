//! Reads a query by recursive descent along the grammar of `query`.

use super::codes;
use super::fault::{Fault, Wrong};
use super::lexer::{Placed, Sign, in_english, lex};
use super::{DEEPEST, Field, MOST_CHARACTERS, MOST_TERMS, Node, Query, Weight, WordForm};
use crate::lang::Lang;

/// Reads a query. A refused query names the place and what was expected there, and suggests a word or
/// a query only where that would do.
pub fn parse(text: &str) -> Result<Query, Fault> {
    read(text).map_err(|mut fault| {
        if matches!(fault.wrong, Wrong::Unclosed | Wrong::Quote) {
            fault.suggestion = fault.suggestion.take().and_then(completed);
        } else if fault.suggestion.is_none() {
            fault.suggestion = without_fault(text, &fault);
        }
        fault
    })
}

/// A query that lacked a sign, where it can be read with that sign, or with as many more `)` as
/// groups may stand in each other.
fn completed(query: String) -> Option<String> {
    let closed = (0..DEEPEST).map(|more| format!("{query}{}", ")".repeat(more)));
    closed.into_iter().find(|query| read(query).is_ok())
}

/// The query without the sign that cannot stand where it does, or with the one that was meant, where
/// that is enough.
fn without_fault(text: &str, fault: &Fault) -> Option<String> {
    let (before, after) = (text.get(..fault.at)?, text.get(fault.at + fault.len..)?);
    match fault.wrong {
        Wrong::Unexpected | Wrong::NoWord | Wrong::Wildcard => {}
        // `Kamerbrief: woningbouw` is a title that was pasted: its words will do without the colon.
        Wrong::UnknownField => {
            let word = text.get(fault.at..fault.at + fault.len)?;
            let query = format!("{before}{} {after}", word.trim_end_matches(':'));
            let query = query.split_whitespace().collect::<Vec<_>>().join(" ");
            return read(&query).is_ok().then_some(query);
        }
        Wrong::Operator => {
            let words = text.split(' ').map(|word| in_english(word).unwrap_or(word));
            let query = words.collect::<Vec<_>>().join(" ");
            return read(&query).is_ok().then_some(query);
        }
        _ => return None,
    }
    let without_last = before.trim_end().rsplit_once(char::is_whitespace);
    let without_first = after.trim_start().split_once(char::is_whitespace);
    let shorter = [
        Some((before, after)),
        without_last.map(|(rest, _)| (rest, after)),
        without_first.map(|(_, rest)| (before, rest)),
    ];
    let queries = shorter.into_iter().flatten().map(|(before, after)| {
        let query = format!("{} {}", before.trim_end(), after.trim_start());
        query.trim().to_owned()
    });
    queries.into_iter().find(|query| read(query).is_ok())
}

fn read(text: &str) -> Result<Query, Fault> {
    if let Some((end, _)) = text.char_indices().nth(MOST_CHARACTERS) {
        let expected = format!("at most {MOST_CHARACTERS} characters");
        return Err(Fault::new(
            Wrong::TooLong,
            text,
            (end, text.len()),
            &expected,
        ));
    }
    let signs = lex(text)?;
    let mut parser = Parser {
        text,
        signs: &signs,
        at: 0,
        depth: 0,
        terms: 0,
    };
    let root = parser.list()?;
    if let Some(left) = parser.peek() {
        let fault = parser.fault(Wrong::Unclosed, left.span, "an opening ( before this )");
        return Err(fault.suggest(format!("({text}")));
    }
    parser.must_ask(&root, (0, text.len()))?;
    Ok(Query { root })
}

struct Parser<'q> {
    text: &'q str,
    signs: &'q [Placed],
    at: usize,
    depth: usize,
    terms: usize,
}

impl<'q> Parser<'q> {
    fn peek(&self) -> Option<&'q Placed> {
        self.signs.get(self.at)
    }

    fn takes(&mut self, sign: &Sign) -> bool {
        let found = self.peek().is_some_and(|placed| placed.sign == *sign);
        self.at += usize::from(found);
        found
    }

    fn fault(&self, wrong: Wrong, span: (usize, usize), expected: &str) -> Fault {
        Fault::new(wrong, self.text, span, expected)
    }

    /// From the start of a sign to the end of the last one taken.
    fn span_from(&self, first: usize) -> (usize, usize) {
        let start = self.signs.get(first).map_or(self.text.len(), |s| s.span.0);
        let end = self.at.checked_sub(1).and_then(|i| self.signs.get(i));
        (start, end.map_or(start, |s| s.span.1.max(start)))
    }

    fn list(&mut self) -> Result<Node, Fault> {
        let mut members = vec![self.either()?];
        while self.takes(&Sign::Comma) {
            members.push(self.either()?);
        }
        Ok(any(members))
    }

    fn either(&mut self) -> Result<Node, Fault> {
        let first = self.at;
        let mut members = vec![self.all()?];
        while self.takes(&Sign::Or) {
            members.push(self.all()?);
        }
        if members.len() > 1 {
            for member in &members {
                self.must_ask(member, self.span_from(first))?;
            }
        }
        Ok(any(members))
    }

    fn all(&mut self) -> Result<Node, Fault> {
        let mut members = vec![self.near()?];
        loop {
            let joined = self.takes(&Sign::And);
            match self.peek().map(|placed| &placed.sign) {
                None | Some(Sign::Close | Sign::Comma | Sign::Or) if !joined => break,
                _ => members.push(self.near()?),
            }
        }
        Ok(all(members))
    }

    fn near(&mut self) -> Result<Node, Fault> {
        let first = self.at;
        let mut left = self.not()?;
        let mut count = 0;
        while let Some(&Sign::Near(within)) = self.peek().map(|placed| &placed.sign) {
            self.at += 1;
            count += 1;
            let right = self.not()?;
            let span = self.span_from(first);
            if count > DEEPEST {
                return Err(self.fault(Wrong::TooDeep, span, "at most 32 NEAR in a row"));
            }
            self.must_be_places(&left, span)?;
            self.must_be_places(&right, span)?;
            let (left_box, right) = (Box::new(left), Box::new(right));
            left = Node::Near {
                left: left_box,
                right,
                within,
            };
        }
        Ok(left)
    }

    fn not(&mut self) -> Result<Node, Fault> {
        let mut refusals = 0;
        while self.takes(&Sign::Not) {
            refusals += 1;
        }
        let node = self.weighted()?;
        Ok(if refusals % 2 == 1 {
            negated(node)
        } else {
            node
        })
    }

    fn weighted(&mut self) -> Result<Node, Fault> {
        let node = self.unit()?;
        let Some(&Sign::Weight(factor)) = self.peek().map(|placed| &placed.sign) else {
            return Ok(node);
        };
        self.at += 1;
        if let Some(placed) = self.peek()
            && matches!(placed.sign, Sign::Weight(_))
        {
            return Err(self.fault(Wrong::Weight, placed.span, "one weight"));
        }
        if matches!(node, Node::Not(_)) {
            let span = self.span_from(self.at - 1);
            return Err(self.fault(Wrong::Misplaced, span, "no weight on what must not occur"));
        }
        Ok(Node::Weight(Weight::new(factor), Box::new(node)))
    }

    fn unit(&mut self) -> Result<Node, Fault> {
        let Some(placed) = self.peek() else {
            let wrong = if self.signs.is_empty() {
                Wrong::Empty
            } else {
                Wrong::Unexpected
            };
            let end = (self.text.len(), self.text.len());
            return Err(self.fault(wrong, end, "a word, a phrase or a group"));
        };
        self.at += 1;
        match &placed.sign {
            Sign::Open => self.group(placed),
            Sign::Prefix(name) => self.prefixed(name, placed),
            Sign::Phrase { text, exact } => self.term(
                placed,
                Node::Phrase {
                    text: text.clone(),
                    exact: *exact,
                },
            ),
            Sign::Word {
                text,
                exact,
                prefix,
            } => {
                let form = match (exact, prefix) {
                    (true, _) => WordForm::Exact,
                    (_, true) => WordForm::Prefix,
                    _ => WordForm::Stem,
                };
                self.term(
                    placed,
                    Node::Word {
                        text: text.clone(),
                        form,
                    },
                )
            }
            _ => Err(self.fault(
                Wrong::Unexpected,
                placed.span,
                "a word, a phrase or a group",
            )),
        }
    }

    fn term(&mut self, placed: &Placed, node: Node) -> Result<Node, Fault> {
        self.terms += 1;
        if self.terms > MOST_TERMS {
            return Err(self.fault(
                Wrong::TooManyTerms,
                placed.span,
                "at most 500 words and phrases",
            ));
        }
        Ok(node)
    }

    fn deeper(&mut self, placed: &Placed) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.fault(
                Wrong::TooDeep,
                placed.span,
                "at most 32 groups in each other",
            ));
        }
        Ok(())
    }

    fn group(&mut self, open: &Placed) -> Result<Node, Fault> {
        self.deeper(open)?;
        let node = self.list()?;
        if !self.takes(&Sign::Close) {
            let end = self.text.len();
            let fault = self.fault(Wrong::Unclosed, (end, end), "a closing ) for the group");
            return Err(fault.suggest(format!("{})", self.text.trim_end())));
        }
        self.depth -= 1;
        Ok(node)
    }

    fn prefixed(&mut self, name: &str, placed: &Placed) -> Result<Node, Fault> {
        self.deeper(placed)?;
        let first = self.at;
        let lower = name.to_lowercase();
        let field = Field::ALL.into_iter().find(|field| field.name() == lower);
        let Some(scope) = field.map(Ok).or(Lang::from_code(&lower).map(Err)) else {
            let expected = "title:, actor:, committee:, country:, source:, kind:, nl:, de: or en:";
            let fault = self.fault(Wrong::UnknownField, placed.span, expected);
            return Err(match nearest_prefix(&lower) {
                Some(prefix) => fault.suggest(prefix),
                None => fault,
            });
        };
        let inner = Box::new(self.unit()?);
        self.must_ask(&inner, self.span_from(first))?;
        self.depth -= 1;
        let node = match scope {
            Ok(field) => Node::In(field, inner),
            Err(lang) => Node::Language(lang, inner),
        };
        self.must_fit(&node, self.span_from(first - 1))?;
        match node {
            Node::In(field, inner) => {
                Ok(Node::In(field, Box::new(self.known(field, *inner, first)?)))
            }
            other => Ok(other),
        }
    }

    /// What a field is asked for, its codes as codes. What stands for none could never be found.
    fn known(&self, field: Field, inner: Node, first: usize) -> Result<Node, Fault> {
        codes::read(field, inner).map_err(|word| {
            let meant =
                |placed: &&Placed| matches!(&placed.sign, Sign::Word { text, .. } if *text == word);
            let placed = self.signs[first..self.at].iter().find(meant);
            let span = placed.map_or(self.span_from(first), |placed| placed.span);
            let mut fault = self.fault(Wrong::UnknownValue, span, &codes::all(field));
            fault.suggestion = codes::alike(field, &word).or(Some(codes::all(field)));
            fault
        })
    }

    /// A field within a field and a language within a language would ask for what cannot be; a code
    /// is a plain word.
    fn must_fit(&self, node: &Node, span: (usize, usize)) -> Result<(), Fault> {
        let refused = match node {
            Node::In(field, inner) if field.is_code() => holds(inner, &|node| {
                !matches!(
                    node,
                    Node::Any(_)
                        | Node::Word {
                            form: WordForm::Stem,
                            ..
                        }
                )
            }),
            Node::In(_, inner) => holds(inner, &|node| matches!(node, Node::In(..))),
            Node::Language(_, inner) => holds(inner, &|node| matches!(node, Node::Language(..))),
            _ => false,
        };
        match refused {
            true => Err(self.fault(Wrong::Misplaced, span, "plain words after this prefix")),
            false => Ok(()),
        }
    }

    fn must_be_places(&self, node: &Node, span: (usize, usize)) -> Result<(), Fault> {
        let has_place = |node: &Node| {
            matches!(
                node,
                Node::Word { .. } | Node::Phrase { .. } | Node::Near { .. } | Node::Any(_)
            )
        };
        match holds(node, &|node| !has_place(node)) {
            true => Err(self.fault(
                Wrong::Misplaced,
                span,
                "words, phrases or lists of them on both sides of NEAR",
            )),
            false => Ok(()),
        }
    }

    /// Refuses what can only say what must not occur.
    fn must_ask(&self, node: &Node, span: (usize, usize)) -> Result<(), Fault> {
        match asks(node) {
            true => Ok(()),
            false => Err(self.fault(
                Wrong::OnlyNot,
                span,
                "a word that must occur beside the NOT",
            )),
        }
    }
}

/// Whether a match needs something to occur.
fn asks(node: &Node) -> bool {
    match node {
        Node::Not(_) => false,
        Node::All(members) => members.iter().any(asks),
        Node::Any(members) => members.iter().all(asks),
        Node::In(_, inner) | Node::Language(_, inner) | Node::Weight(_, inner) => asks(inner),
        Node::Word { .. } | Node::Phrase { .. } | Node::Near { .. } => true,
    }
}

/// Whether a node or anything within it passes a test.
fn holds(node: &Node, test: &dyn Fn(&Node) -> bool) -> bool {
    test(node)
        || match node {
            Node::All(members) | Node::Any(members) => members.iter().any(|m| holds(m, test)),
            Node::Not(inner)
            | Node::In(_, inner)
            | Node::Language(_, inner)
            | Node::Weight(_, inner) => holds(inner, test),
            Node::Near { left, right, .. } => holds(left, test) || holds(right, test),
            Node::Word { .. } | Node::Phrase { .. } => false,
        }
}

fn any(members: Vec<Node>) -> Node {
    let flat = members.into_iter().flat_map(|member| match member {
        Node::Any(inner) => inner,
        other => vec![other],
    });
    one_or(flat.collect(), Node::Any)
}

fn all(members: Vec<Node>) -> Node {
    let flat = members.into_iter().flat_map(|member| match member {
        Node::All(inner) => inner,
        other => vec![other],
    });
    one_or(flat.collect(), Node::All)
}

fn one_or(mut members: Vec<Node>, many: fn(Vec<Node>) -> Node) -> Node {
    match members.pop() {
        Some(only) if members.is_empty() => only,
        Some(last) => {
            members.push(last);
            many(members)
        }
        None => many(members),
    }
}

fn negated(node: Node) -> Node {
    match node {
        Node::Not(inner) => *inner,
        other => Node::Not(Box::new(other)),
    }
}

/// What advisers call the fields in Dutch and German.
const CALLED: [(&str, Field); 12] = [
    ("titel", Field::Title),
    ("land", Field::Country),
    ("bron", Field::Source),
    ("quelle", Field::Source),
    ("soort", Field::Kind),
    ("art", Field::Kind),
    ("commissie", Field::Committee),
    ("ausschuss", Field::Committee),
    ("auteur", Field::Actor),
    ("lid", Field::Actor),
    ("akteur", Field::Actor),
    ("person", Field::Actor),
];

/// The prefix that was meant: the field of that name in another language, or one that begins alike.
fn nearest_prefix(name: &str) -> Option<String> {
    let called = CALLED.into_iter().find(|(other, _)| *other == name);
    let alike = |field: &Field| {
        let pairs = field.name().chars().zip(name.chars());
        let same = pairs
            .take_while(|(known, written)| known == written)
            .count();
        same >= 3 || (same > 0 && same == name.chars().count())
    };
    let field = called.map(|(_, field)| field);
    let field = field.or_else(|| Field::ALL.into_iter().find(alike))?;
    Some(format!("{}:", field.name()))
}
