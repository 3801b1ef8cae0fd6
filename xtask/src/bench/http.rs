//! As little HTTP as the measurement needs, so that the client takes little of the processor it measures.

use anyhow::{Context as _, Result, bail};
use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// One connection that is kept, with the session's cookie.
pub struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
    cookie: String,
    line: String,
    body: Vec<u8>,
}

/// What of an answer is looked at.
pub struct Answer<'a> {
    pub status: u16,
    pub location: String,
    pub cookie: String,
    pub body: &'a [u8],
}

impl Connection {
    /// Connects.
    pub fn open(address: SocketAddr, cookie: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self {
            stream: BufReader::with_capacity(1 << 16, stream),
            host: address.to_string(),
            cookie: cookie.to_owned(),
            line: String::new(),
            body: Vec::new(),
        })
    }

    /// Asks for a page.
    pub fn get(&mut self, path: &str) -> Result<Answer<'_>> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {}\r\naccept: text/html\r\n{}\r\n",
            self.host,
            self.cookie_line()
        );
        self.send(&request)
    }

    /// Sends a form as a browser without JavaScript would.
    pub fn post(&mut self, path: &str, form: &str, referer: &str) -> Result<Answer<'_>> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\naccept: text/html\r\norigin: http://{host}\r\n\
             referer: http://{host}{referer}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             content-length: {}\r\n{}\r\n{form}",
            form.len(),
            self.cookie_line(),
            host = self.host,
        );
        self.send(&request)
    }

    fn cookie_line(&self) -> String {
        if self.cookie.is_empty() { String::new() } else { format!("cookie: {}\r\n", self.cookie) }
    }

    fn send(&mut self, request: &str) -> Result<Answer<'_>> {
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.next_line()?;
        let status =
            self.line.split(' ').nth(1).and_then(|text| text.parse().ok()).context("no status line")?;
        let (mut length, mut chunked) = (0, false);
        let (mut location, mut cookie) = (String::new(), String::new());
        loop {
            self.next_line()?;
            if self.line.is_empty() {
                break;
            }
            let Some((name, value)) = self.line.split_once(':') else { continue };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse()?,
                "transfer-encoding" => chunked = value.eq_ignore_ascii_case("chunked"),
                "location" => value.clone_into(&mut location),
                "set-cookie" => value.split(';').next().unwrap_or_default().clone_into(&mut cookie),
                _ => {}
            }
        }
        self.body.clear();
        if chunked {
            self.read_chunks()?;
        } else {
            self.read_more(length)?;
        }
        Ok(Answer { status, location, cookie, body: &self.body })
    }

    fn read_chunks(&mut self) -> Result<()> {
        loop {
            self.next_line()?;
            let length = usize::from_str_radix(self.line.trim(), 16).context("no length of a chunk")?;
            self.read_more(length)?;
            self.next_line()?;
            if length == 0 {
                return Ok(());
            }
        }
    }

    fn read_more(&mut self, length: usize) -> Result<()> {
        let start = self.body.len();
        self.body.resize(start + length, 0);
        Ok(self.stream.read_exact(&mut self.body[start..])?)
    }

    fn next_line(&mut self) -> Result<()> {
        self.line.clear();
        if self.stream.read_line(&mut self.line)? == 0 {
            bail!("the server closed the connection");
        }
        let end = self.line.trim_end_matches(['\r', '\n']).len();
        self.line.truncate(end);
        Ok(())
    }
}
