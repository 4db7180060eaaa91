//! The elements and texts of an XML part, one after another.
//!
//! Contract: no element or text grows beyond [`LONGEST`]: what is longer ends in `Damaged`. Prefixes
//! of names are dropped; entities are resolved, those that XML does not know become `�`.

use super::{damaged, io_failure};
use crate::ingest::source::Failure;
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use std::cell::Cell;
use std::io::{BufRead, BufReader, Read};
use std::rc::Rc;

/// Longest element or text: a cell of Excel has 32,767 characters.
const LONGEST: usize = 8 << 20;

/// What comes next.
pub enum Part {
    /// An element begins; its attributes are asked of [`Parts::attribute`].
    Open,
    /// An element ends.
    Close,
    /// Text.
    Text(String),
    /// There is no more.
    End,
}

/// The parts of a text of XML.
pub struct Parts {
    reader: Reader<Bounded>,
    budget: Rc<Cell<usize>>,
    buffer: Vec<u8>,
    /// Name of the element that began or ended last.
    name: String,
    /// Its attributes: names and values one after another.
    attributes: Vec<(String, String)>,
    /// An element without content began: its end is next.
    empty: bool,
}

impl Parts {
    /// Of a stream of bytes.
    pub fn new(from: Box<dyn Read>) -> Parts {
        let budget = Rc::new(Cell::new(LONGEST));
        let from =
            Bounded { from: BufReader::with_capacity(64 << 10, from), budget: budget.clone() };
        let mut reader = Reader::from_reader(from);
        let config = reader.config_mut();
        config.check_end_names = false;
        Parts {
            reader,
            budget,
            buffer: Vec::new(),
            name: String::new(),
            attributes: Vec::new(),
            empty: false,
        }
    }

    /// The next part.
    ///
    /// # Errors
    /// It is no XML, or its bytes are damaged.
    pub fn next(&mut self) -> Result<Part, Failure> {
        if std::mem::take(&mut self.empty) {
            return Ok(Part::Close);
        }
        loop {
            self.buffer.clear();
            self.budget.set(LONGEST);
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(quick_xml::Error::Io(error)) => return Err(io_failure(&error, 0)),
                Err(_) => return Err(damaged()),
            };
            match event {
                Event::Start(element) => {
                    take(&element, &mut self.name, &mut self.attributes);
                    return Ok(Part::Open);
                }
                Event::Empty(element) => {
                    take(&element, &mut self.name, &mut self.attributes);
                    self.empty = true;
                    return Ok(Part::Open);
                }
                Event::End(element) => {
                    self.name.clear();
                    self.name.push_str(local(element.name().as_ref()));
                    return Ok(Part::Close);
                }
                Event::Text(text) => return Ok(Part::Text(text.xml10_content().into_owned())),
                Event::CData(text) => return Ok(Part::Text(text.xml10_content().into_owned())),
                Event::GeneralRef(entity) => {
                    let known = match entity.resolve_char_ref() {
                        Ok(Some(c)) => Some(c.to_string()),
                        _ => {
                            let name = entity.xml10_content();
                            quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned)
                        }
                    };
                    return Ok(Part::Text(known.unwrap_or_else(|| "\u{fffd}".to_owned())));
                }
                Event::Eof => return Ok(Part::End),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    /// The name, without its prefix, of the element that began or ended.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// An attribute of the element that began, by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// An attribute that is a whole number.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.parse().ok()
    }

    /// Passes over what is in the element that began, up to its end.
    ///
    /// # Errors
    /// As [`Parts::next`].
    pub fn skip(&mut self) -> Result<(), Failure> {
        let mut open = 1usize;
        while open > 0 {
            match self.next()? {
                Part::Open => open = open.saturating_add(1),
                Part::Close => open = open.saturating_sub(1),
                Part::Text(_) => {}
                Part::End => return Err(damaged()),
            }
        }
        Ok(())
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn take(element: &BytesStart<'_>, name: &mut String, attributes: &mut Vec<(String, String)>) {
    name.clear();
    name.push_str(local(element.name().as_ref()));
    attributes.clear();
    for attribute in element.attributes().with_checks(false).flatten() {
        // `xmlns:r` is no attribute of the element.
        if let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0)
            && !attribute.key.as_ref().starts_with("xmlns")
        {
            attributes.push((local(attribute.key.as_ref()).to_owned(), value.into_owned()));
        }
    }
}

/// Ends where more bytes are asked for than an element may have.
struct Bounded {
    from: BufReader<Box<dyn Read>>,
    budget: Rc<Cell<usize>>,
}

impl Read for Bounded {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.from.read(into)
    }
}

impl BufRead for Bounded {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.budget.get() == 0 {
            return Err(std::io::ErrorKind::InvalidData.into());
        }
        self.from.fill_buf()
    }

    fn consume(&mut self, bytes: usize) {
        self.budget.set(self.budget.get().saturating_sub(bytes));
        self.from.consume(bytes);
    }
}
