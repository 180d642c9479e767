//! Markup that is written by hand, with everything that others wrote escaped on the way in. What is
//! written stands in `mail`.

/// Markup in the making.
#[derive(Debug, Default)]
pub(crate) struct Html(String);

impl Html {
    /// Adds markup of our own.
    pub fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// Adds a text, escaped for an element or an attribute.
    pub fn text(&mut self, text: &str) {
        self.0.push_str(&escape(text));
    }

    /// Adds the attribute of a language, when there is one.
    pub fn lang(&mut self, lang: Option<&str>) {
        if let Some(lang) = lang {
            self.raw(&format!(" lang=\"{lang}\""));
        }
    }

    /// Adds a text in its language, as a link where there is an address.
    pub fn link(&mut self, to: Option<&str>, colour: &str, lang: Option<&str>, text: &str) {
        let end = match to {
            Some(to) => {
                self.raw("<a href=\"");
                self.text(to);
                self.raw(&format!("\" style=\"color:{colour}\""));
                "</a>"
            }
            None => {
                self.raw("<span");
                "</span>"
            }
        };
        self.lang(lang);
        self.raw(">");
        self.text(text);
        self.raw(end);
    }

    /// What was written.
    pub fn done(self) -> String {
        self.0
    }
}

/// A text that can stand in an element or an attribute of HTML or XML: characters that XML forbids
/// and those that turn the line around go out.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if crate::say::turns(c) => {}
            '\u{2028}' | '\u{2029}' => out.push(' '),
            c if c.is_control() && c != '\n' && c != '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_others_wrote_becomes_markup() {
        let mut html = Html::default();
        let evil = "<script>\"&'\u{202e}\u{0}";
        html.link(Some(evil), "#000", Some("de"), evil);
        assert_eq!(
            html.done(),
            "<a href=\"&lt;script&gt;&quot;&amp;&#39; \" style=\"color:#000\" lang=\"de\">&lt;script&gt;&quot;&amp;&#39; </a>"
        );
    }
}
