//! The canonical form of a query: printing and reading again gives the same query.

use super::{Field, Node, Query, WordForm};
use std::fmt::{Display, Formatter, Result};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        node(&self.root, f)
    }
}

fn node(tree: &Node, f: &mut Formatter<'_>) -> Result {
    match tree {
        Node::Word { text, form } => word(text, *form, f),
        Node::Phrase { text, exact } => {
            write!(f, "{}\"{text}\"", if *exact { "=" } else { "" })
        }
        Node::Near {
            left,
            right,
            within,
        } => {
            grouped(left, matches!(**left, Node::Near { .. }), f)?;
            write!(f, " NEAR/{within} ")?;
            grouped(right, false, f)
        }
        Node::All(members) => joined(members, " AND ", f),
        Node::Any(members) => joined(members, " OR ", f),
        Node::Not(inner) => {
            f.write_str("NOT ")?;
            grouped(inner, matches!(**inner, Node::Weight(..)), f)
        }
        Node::In(field, inner) => prefixed(Field::name(*field), inner, f),
        Node::Language(lang, inner) => prefixed(lang.code(), inner, f),
        Node::Weight(weight, inner) => {
            grouped(inner, false, f)?;
            write!(f, "^{}", weight.factor())
        }
    }
}

fn prefixed(name: &str, inner: &Node, f: &mut Formatter<'_>) -> Result {
    write!(f, "{name}:")?;
    grouped(inner, false, f)
}

fn joined(members: &[Node], between: &str, f: &mut Formatter<'_>) -> Result {
    for (i, member) in members.iter().enumerate() {
        if i > 0 {
            f.write_str(between)?;
        }
        let binds = matches!(member, Node::Near { .. } | Node::Not(_) | Node::Weight(..))
            || (between == " OR " && matches!(member, Node::All(_)));
        grouped(member, binds, f)?;
    }
    Ok(())
}

/// Writes a part in parentheses unless it is a unit of the grammar, or binds tightly enough.
fn grouped(tree: &Node, binds: bool, f: &mut Formatter<'_>) -> Result {
    let unit = matches!(
        tree,
        Node::Word { .. } | Node::Phrase { .. } | Node::In(..) | Node::Language(..)
    );
    if unit || binds {
        return node(tree, f);
    }
    f.write_str("(")?;
    node(tree, f)?;
    f.write_str(")")
}

fn word(text: &str, form: WordForm, f: &mut Formatter<'_>) -> Result {
    match form {
        WordForm::Stem => f.write_str(text),
        WordForm::Prefix => write!(f, "{text}*"),
        WordForm::Exact => write!(f, "={text}"),
    }
}
