//! A small tree of an XML page, for readers that look things up by name. Names are without their
//! prefix; entities of documents are never expanded, depth and size are bounded.

use super::entities;
use super::guard::{Form, start_of, text_of};
use crate::connector::{Page, Unreadable};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements within elements at most; deeper pages are refused.
const DEEPEST: usize = 200;

/// An element.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Node {
    /// Its name without prefix.
    pub name: String,
    /// Its attributes, names without prefix.
    pub attributes: Vec<(String, String)>,
    /// What stands in it, in order.
    pub children: Vec<Child>,
}

/// What may stand in an element.
#[derive(Debug, Clone, PartialEq)]
pub enum Child {
    /// Another element.
    Node(Node),
    /// Text.
    Text(String),
}

impl Node {
    /// The elements directly within.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// The first element with this name, at any depth.
    pub fn find(&self, name: &str) -> Option<&Node> {
        self.nodes().find_map(|node| {
            if node.name == name {
                Some(node)
            } else {
                node.find(name)
            }
        })
    }

    /// All elements with this name, at any depth, in order; not those within another of the name.
    pub fn all<'a>(&'a self, name: &str) -> Vec<&'a Node> {
        let mut found = Vec::new();
        self.collect(name, &mut found);
        found
    }

    fn collect<'a>(&'a self, name: &str, found: &mut Vec<&'a Node>) {
        for node in self.nodes() {
            if node.name == name {
                found.push(node);
            } else {
                node.collect(name, found);
            }
        }
    }

    /// The first element directly within that has this name.
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.nodes().find(|node| node.name == name)
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// All text within, white space single.
    pub fn text(&self) -> String {
        let mut raw = String::new();
        self.append_text(&mut raw);
        raw.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text of the first element with this name, when it has any.
    pub fn text_of(&self, name: &str) -> Option<String> {
        self.find(name)
            .map(Node::text)
            .filter(|text| !text.is_empty())
    }

    fn append_text(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(text) => out.push_str(text),
                Child::Node(node) => node.append_text(out),
            }
        }
    }
}

/// The root element of a page.
pub fn root_of(page: &Page, expected: &'static str) -> Result<Node, Unreadable> {
    let text = text_of(page, Form::Xml, expected)?;
    let start = || start_of(&text);
    match build(&text) {
        Ok(root) => Ok(root),
        Err(Broken::Off) => Err(Unreadable::Truncated {
            expected,
            length: page.body.len(),
            start: start(),
        }),
        Err(Broken::Rule(why)) => Err(Unreadable::Malformed {
            expected,
            why,
            start: start(),
        }),
    }
}

enum Broken {
    Off,
    Rule(String),
}

fn build(text: &str) -> Result<Node, Broken> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().allow_dangling_amp = true;
    let mut open = vec![Node::default()];
    loop {
        let at = reader.buffer_position();
        let event = reader.read_event().map_err(|fault| broken(&fault, at))?;
        match event {
            Event::Start(tag) => open.push(node_of(&tag)),
            Event::Empty(tag) => append(&mut open, Child::Node(node_of(&tag))),
            Event::End(_) => {
                let done = open.pop().unwrap_or_default();
                append(&mut open, Child::Node(done));
            }
            Event::Text(piece) => {
                append(&mut open, Child::Text(piece.xml10_content().into_owned()))
            }
            Event::CData(piece) => {
                append(&mut open, Child::Text(piece.xml10_content().into_owned()))
            }
            Event::GeneralRef(name) => {
                let c = entities::named(&name.into_inner()).map(String::from);
                append(&mut open, Child::Text(c.unwrap_or_default()));
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        if open.len() > DEEPEST {
            return Err(Broken::Rule(format!(
                "elements nested deeper than {DEEPEST}, at byte {at}"
            )));
        }
    }
    if open.len() > 1 {
        return Err(Broken::Off);
    }
    let top = open.pop().unwrap_or_default().children;
    top.into_iter()
        .find_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
        .ok_or(Broken::Off)
}

fn append(open: &mut Vec<Node>, child: Child) {
    match open.last_mut() {
        Some(parent) => parent.children.push(child),
        // More ends than starts cannot come: the reader checks that names pair.
        None => open.push(Node {
            children: vec![child],
            ..Node::default()
        }),
    }
}

fn broken(fault: &quick_xml::Error, at: u64) -> Broken {
    match fault {
        quick_xml::Error::Syntax(_) => Broken::Off,
        other => Broken::Rule(format!("{other}, near byte {at}")),
    }
}

fn node_of(tag: &BytesStart) -> Node {
    let plain = |name: &str| name.rsplit(':').next().unwrap_or(name).to_owned();
    let attributes = tag
        .attributes()
        .with_checks(false)
        .flatten()
        .map(|a| (plain(a.key.as_ref()), entities::decode(&a.value)))
        .collect();
    Node {
        name: plain(tag.name().as_ref()),
        attributes,
        children: Vec::new(),
    }
}
