//! Many requests at once: none may hang, none may fail.

use crate::common::Installation;
use std::{
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

const REQUESTS: u32 = 1000;
const AT_ONCE: u32 = 20;

#[test]
fn a_thousand_requests_from_twenty_browsers_are_all_answered() {
    let server = Installation::new().with_user().with("EMDIA_LOG", "warn").serve();
    let session = server.signed_in().cookies;
    let (next, slowest) = (AtomicU32::new(0), AtomicU32::new(0));
    let started = Instant::now();
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                let mut browser = server.browser();
                browser.cookies = session.clone();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= REQUESTS {
                        break;
                    }
                    let path = ["/agenda", "/inadimplencia", "/conta", "/nao-existe"][number as usize % 4];
                    let asked = Instant::now();
                    let status = browser.get(path).status;
                    let expected = if path == "/nao-existe" { 404 } else { 200 };
                    assert_eq!(status, expected, "{path}");
                    let ms = u32::try_from(asked.elapsed().as_millis()).unwrap_or(u32::MAX);
                    slowest.fetch_max(ms, Ordering::Relaxed);
                }
            });
        }
    });
    let slowest = Duration::from_millis(slowest.into_inner().into());
    assert!(
        slowest < Duration::from_secs(9),
        "the slowest answer took {slowest:?}, all {:?}",
        started.elapsed()
    );
}
