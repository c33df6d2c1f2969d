//! Server: our manners towards one server: one request at a time, time between two, its
//! `robots.txt`, and being left alone when it asks for that. The requests are made in `fetch.rs`.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crate::robots::Robots;

/// The servers met so far. Whoever has a server locked is the only one who asks it.
#[derive(Debug, Default)]
pub(crate) struct Servers(Mutex<HashMap<String, Arc<Mutex<Server>>>>);

/// What is known of one server.
#[derive(Debug, Default)]
pub(crate) struct Server {
    /// Its `robots.txt`, and when it was read.
    robots: Option<(Instant, Robots)>,
    /// When the last request ended.
    asked: Option<Instant>,
    /// It asks to be left alone until then.
    closed: Option<Instant>,
}

/// As many servers are remembered; a feed may lead to any number of them.
const MOST_SERVERS: usize = 256;

/// How long a `robots.txt` is held to be true, as RFC 9309 says.
const ROBOTS_LAST: Duration = Duration::from_secs(24 * 60 * 60);

impl Servers {
    /// The server with this origin.
    pub(crate) fn of(&self, origin: &str) -> Arc<Mutex<Server>> {
        let mut servers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if servers.len() >= MOST_SERVERS && !servers.contains_key(origin) {
            // Whom nobody waits for now and who did not ask to be left alone is met anew next time.
            servers.retain(|_, it| {
                Arc::strong_count(it) > 1
                    || it.lock().is_ok_and(|it| it.closed.is_some_and(|it| it > Instant::now()))
            });
        }
        servers.entry(origin.to_owned()).or_default().clone()
    }
}

impl Server {
    /// Its `robots.txt`, where that was read lately.
    pub(crate) fn robots(&self) -> Option<&Robots> {
        let (read, robots) = self.robots.as_ref()?;
        (read.elapsed() < ROBOTS_LAST).then_some(robots)
    }

    pub(crate) fn set_robots(&mut self, robots: Robots) {
        self.robots = Some((Instant::now(), robots));
    }

    /// How long it still wants to be left alone.
    pub(crate) fn closed(&self) -> Option<Duration> {
        self.closed?.checked_duration_since(Instant::now()).filter(|it| !it.is_zero())
    }

    pub(crate) fn close(&mut self, time: Duration) {
        self.closed = Instant::now().checked_add(time);
    }

    /// Waits until it may be asked again: at least this long after the last time, or as long as its
    /// `robots.txt` says.
    pub(crate) fn wait(&self, least: Duration) {
        let delay =
            self.robots.as_ref().and_then(|(_, it)| it.delay).unwrap_or_default().max(least);
        if let Some(asked) = self.asked {
            thread::sleep(delay.saturating_sub(asked.elapsed()));
        }
    }

    /// Remembers that it was asked just now.
    pub(crate) fn asked(&mut self) {
        self.asked = Some(Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_servers_are_remembered_and_those_that_are_closed_stay_so() {
        let servers = Servers::default();
        servers
            .of("http://closed.example")
            .lock()
            .expect("nobody else has it")
            .close(Duration::from_secs(60));
        let held = servers.of("http://held.example");
        for n in 0..10_000 {
            servers.of(&format!("http://{n}.example"));
        }
        assert!(servers.0.lock().expect("nobody else has it").len() <= MOST_SERVERS);
        let closed = servers.of("http://closed.example");
        assert!(closed.lock().expect("nobody else has it").closed().is_some());
        assert!(Arc::ptr_eq(&held, &servers.of("http://held.example")));
    }

    #[test]
    fn a_server_is_waited_for() {
        let mut server = Server::default();
        server.wait(Duration::from_secs(60));
        server.asked();
        let start = Instant::now();
        server.wait(Duration::from_millis(50));
        assert!(start.elapsed() >= Duration::from_millis(50));
        server.set_robots(Robots::read(b"user-agent: *\ncrawl-delay: 0.2"));
        server.wait(Duration::from_millis(50));
        assert!(start.elapsed() >= Duration::from_millis(200));
    }
}
