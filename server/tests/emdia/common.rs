//! The built binary on a fresh database, and a browser that runs no script.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Write},
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
};
use ureq::{Agent, http::Response};

pub const EMAIL: &str = "ana@example.com";
pub const PASSWORD: &str = "a long enough password";

/// A folder of its own with a database and the browser's files, removed at the end.
pub struct Installation {
    pub folder: PathBuf,
    env: Vec<(String, String)>,
}

impl Installation {
    pub fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("emdia-test-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("site/pkg")).expect("a temporary folder");
        let files = [
            (
                "manifest.json",
                r#"{"css":"/pkg/emdia.1.css","js":"/pkg/emdia.2.js","wasm":"/pkg/emdia.3.wasm"}"#,
            ),
            ("pkg/emdia.1.css", "body{}"),
            ("pkg/emdia.2.js", "export default 1"),
            ("pkg/emdia.2.js.br", "compressed"),
            ("pkg/emdia.3.wasm", "wasm"),
            ("favicon.svg", "<svg/>"),
        ];
        for (name, text) in files {
            fs::write(folder.join("site").join(name), text).expect("a temporary file");
        }
        Self { folder, env: vec![("EMDIA_ENV".to_owned(), "development".to_owned())] }
    }

    pub fn with(mut self, key: &str, value: &str) -> Self {
        self.env.retain(|pair| pair.0 != key);
        self.env.push((key.to_owned(), value.to_owned()));
        self
    }

    /// With a company and an administrator.
    pub fn with_user(self) -> Self {
        let company = self.run(&["company", "add", "--name", "Dental Aurora"], "");
        assert!(company.status.success(), "{company:?}");
        let add =
            ["user", "add", "--name", "Ana", "--email", EMAIL, "--role", "administrator", "--password-stdin"];
        let user = self.run(&add, PASSWORD);
        assert!(user.status.success(), "{user:?}");
        self
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_emdia"));
        for (key, _) in std::env::vars().filter(|(key, _)| key.starts_with("EMDIA_")) {
            command.env_remove(key);
        }
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env("EMDIA_DATABASE_URL", "sqlite://var/emdia.db")
            .env("EMDIA_SITE", "site")
            .envs(self.env.iter().map(|pair| (&pair.0, &pair.1)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs a subcommand to its end.
    pub fn run(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = self.command(arguments).spawn().expect("the binary starts");
        let mut stdin = child.stdin.take().expect("its input");
        let _ = writeln!(stdin, "{input}");
        drop(stdin);
        child.wait_with_output().expect("it ends")
    }

    /// Starts the server and waits until it says where it listens.
    pub fn serve(self) -> Server {
        let mut child =
            self.command(&["serve", "--listen", "127.0.0.1:0"]).spawn().expect("the binary starts");
        let mut lines = BufReader::new(child.stderr.take().expect("its messages")).lines();
        let mut address = None;
        let mut code = None;
        while let Some(Ok(line)) = lines.next() {
            code = line.rsplit_once("the code to set it up is ").map(|(_, code)| code.to_owned()).or(code);
            if let Some(text) = line.strip_prefix("Em Dia listens on http://") {
                address = Some(text.trim_end_matches('/').to_owned());
                break;
            }
        }
        let address = address.expect("it says where it listens");
        let log = thread::spawn(move || lines.map_while(Result::ok).collect::<Vec<_>>().join("\n"));
        Server { installation: self, child, address, code: code.unwrap_or_default(), log: Some(log) }
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A running server, stopped at the end.
pub struct Server {
    pub installation: Installation,
    pub child: Child,
    pub address: String,
    /// The code to set it up, if it printed one.
    pub code: String,
    log: Option<thread::JoinHandle<String>>,
}

impl Server {
    pub fn browser(&self) -> Browser {
        let config = Agent::config_builder().max_redirects(0).http_status_as_error(false);
        Browser {
            agent: config.build().into(),
            base: format!("http://{}", self.address),
            cookies: BTreeMap::new(),
        }
    }

    /// A browser in which the user has signed in.
    pub fn signed_in(&self) -> Browser {
        let mut browser = self.browser();
        let page = browser.get("/entrar");
        let answer = browser.submit(&page, "sign-in", &[("cmd[email]", EMAIL), ("cmd[password]", PASSWORD)]);
        assert_eq!(answer.status, 302, "{}", answer.body);
        browser
    }

    /// Asks the server to stop, waits until it has, and gives what it logged.
    pub fn stop(mut self) -> (bool, String) {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(asked.is_ok_and(|status| status.success()));
        let success = self.child.wait().is_ok_and(|status| status.success());
        let log = self.log.take().and_then(|log| log.join().ok()).unwrap_or_default();
        (success, log)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came back.
pub struct Answer {
    pub url: String,
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|header| header.0 == name).map_or("", |header| &header.1)
    }

    pub fn all(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|header| header.0 == name).map(|header| header.1.as_str()).collect()
    }

    /// The path of the first form whose action contains `part`.
    pub fn action(&self, part: &str) -> String {
        let actions = self.body.split(" action=\"").skip(1).filter_map(|rest| rest.split('"').next());
        actions
            .map(ToOwned::to_owned)
            .find(|action| action.contains(part))
            .unwrap_or_else(|| panic!("no form for {part} on {}:\n{}", self.url, self.body))
    }
}

impl Answer {
    /// The hidden fields of the form whose action contains `part`.
    pub fn hidden(&self, part: &str) -> Vec<(String, String)> {
        let form = self.body.split(&format!(" action=\"{}\"", self.action(part))).nth(1).unwrap_or_default();
        let form = form.split("</form>").next().unwrap_or_default();
        let inputs = form.split("<input type=\"hidden\" name=\"").skip(1);
        inputs
            .filter_map(|input| {
                let (name, rest) = input.split_once("\" value=\"")?;
                Some((name.to_owned(), rest.split('"').next()?.to_owned()))
            })
            .collect()
    }

    /// The first link that begins with `start`.
    pub fn link(&self, start: &str) -> String {
        let mut links = self.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        links.find(|link| link.starts_with(start)).unwrap_or_else(|| panic!("no link to {start}")).to_owned()
    }
}

/// A browser that keeps cookies, runs no script and follows no redirect by itself.
pub struct Browser {
    agent: Agent,
    base: String,
    pub cookies: BTreeMap<String, String>,
}

impl Browser {
    pub fn get(&mut self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    pub fn get_with(&mut self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.agent.get(format!("{}{path}", self.base)).header("accept", "text/html");
        request = request.header("cookie", self.cookie_header());
        if headers.iter().all(|(name, _)| *name != "accept-encoding") {
            request = request.header("accept-encoding", "identity");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.call().expect("an answer");
        self.take(path, response)
    }

    /// Follows a redirect.
    pub fn follow(&mut self, answer: &Answer) -> Answer {
        let location = answer.header("location");
        assert!((300..400).contains(&answer.status), "{} {}", answer.status, answer.body);
        let path = location.strip_prefix(&self.base).unwrap_or(location).to_owned();
        self.get(&path)
    }

    /// Fills the form of this page whose action contains `part` and sends it, as a browser does.
    pub fn submit(&mut self, page: &Answer, part: &str, fields: &[(&str, &str)]) -> Answer {
        let action = page.action(part);
        let referer = format!("{}{}", self.base, page.url);
        let headers =
            [("sec-fetch-site", "same-origin"), ("referer", referer.as_str()), ("accept", "text/html")];
        self.post(&action, fields, &headers)
    }

    pub fn post(&mut self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let mut request =
            self.agent.post(format!("{}{path}", self.base)).header("cookie", self.cookie_header());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send_form(fields.iter().copied()).expect("an answer");
        self.take(path, response)
    }

    /// Sends a form with a file: the field, the file's name, its bytes.
    pub fn send_file(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        (field, name, bytes): (&str, &str, &[u8]),
        site: &str,
    ) -> Answer {
        const BOUNDARY: &str = "----emdia-test";
        let mut body = Vec::new();
        for (field, value) in fields {
            let part = format!(
                "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             content-type: text/csv\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        let request = self
            .agent
            .post(format!("{}{path}", self.base))
            .header("cookie", self.cookie_header())
            .header("accept", "text/html")
            .header("sec-fetch-site", site)
            .header("referer", format!("{}{}", self.base, path.trim_end_matches("/arquivo")))
            .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
        let response = request.send(body.as_slice()).expect("an answer");
        self.take(path, response)
    }

    fn cookie_header(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn take(&mut self, path: &str, mut response: Response<ureq::Body>) -> Answer {
        let text = |value: &ureq::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers: Vec<_> =
            response.headers().iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
        for (_, cookie) in headers.iter().filter(|header| header.0 == "set-cookie") {
            let (name, rest) = cookie.split_once('=').expect("a cookie has a name");
            let value = rest.split(';').next().unwrap_or_default();
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let status = response.status().as_u16();
        let body = response.body_mut().read_to_string().unwrap_or_default();
        Answer { url: path.to_owned(), status, headers, body }
    }
}
