//! Signing in, staying in, getting out.

use super::support::{PASSWORD, deactivate, events, for_each_db, now, refused, with_password, world};
use crate::{
    Actor, Clock, Ctx, Error,
    password::{PasswordCost, Verdict},
    session::{actor_of, change_password, load_posted, needs_set_up, save_posted, set_up, sign_in, sign_out},
    store::sessions,
    users,
};
use chrono::TimeDelta;
use domain::{
    Error as Rule,
    permission::Role,
    session::{ChangePassword, SetUp},
};
use std::time::Duration;

const ANA: &str = "ana@exemplo.com.br";

#[tokio::test]
async fn a_session_lasts_while_it_is_used_but_never_beyond_a_week() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let mut w = world(ctx).await?;
        let session = sign_in(&w.ctx, with_password(" ANA@exemplo.com.br ", PASSWORD), "::1", "x").await?;
        assert_eq!(session.actor.name, "Ana");
        assert_eq!(session.token.len(), 64);
        let actor = actor_of(&w.ctx, &session.token).await?.expect("signed in");
        assert_eq!((actor.user, actor.role, actor.companies.len()), (w.ana.user, Role::Agent, 1));
        for other in ["", "x", &"0".repeat(64), &session.token[1..]] {
            assert!(actor_of(&w.ctx, other).await?.is_none());
        }

        // Used every eleven hours it lives on, until the week is over.
        let mut hours = 0;
        while hours < 7 * 24 - 11 {
            hours += 11;
            w.ctx.clock = Clock::at(now() + TimeDelta::hours(hours));
            assert!(actor_of(&w.ctx, &session.token).await?.is_some(), "after {hours} hours");
            seen(&w.ctx, &session.actor).await?;
        }
        w.ctx.clock = Clock::at(now() + TimeDelta::days(7));
        assert!(actor_of(&w.ctx, &session.token).await?.is_none());

        // Unused it ends after twelve hours.
        w.ctx.clock = Clock::at(now());
        let session = sign_in(&w.ctx, with_password(ANA, PASSWORD), "::1", "x").await?;
        w.ctx.clock = Clock::at(now() + TimeDelta::hours(12) + TimeDelta::seconds(1));
        assert!(actor_of(&w.ctx, &session.token).await?.is_none());
        Ok(())
    })
    .await
}

/// Waits until it is noted that the session is in use, which happens beside the request.
async fn seen(ctx: &Ctx, session: &Actor) -> Result<(), Error> {
    let now = ctx.clock.now();
    for _ in 0..500 {
        let mut tx = ctx.db.read().await?;
        let live = sessions::live(&mut tx, session.session, now, now - TimeDelta::days(7)).await?;
        if live.is_some_and(|live| live.last_seen_at == now) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("nobody noted that the session is in use");
}

#[tokio::test]
async fn signing_out_and_a_new_password_end_sessions_at_once() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let first = sign_in(&w.ctx, with_password(ANA, PASSWORD), "::1", "x").await?;
        let second = sign_in(&w.ctx, with_password(ANA, PASSWORD), "::1", "x").await?;
        assert_ne!(first.token, second.token);
        sign_out(&w.ctx, &first.actor).await?;
        assert!(actor_of(&w.ctx, &first.token).await?.is_none());
        assert!(actor_of(&w.ctx, &second.token).await?.is_some());

        let third = sign_in(&w.ctx, with_password(ANA, PASSWORD), "::1", "x").await?;
        let change = |current: &str, new: &str, again: &str| ChangePassword {
            current: current.to_owned(),
            new: new.to_owned(),
            again: again.to_owned(),
        };
        let wrong = change("outra senha", "uma senha nova", "uma senha nova");
        let errors = refused(change_password(&w.ctx, &third.actor, wrong).await);
        assert_eq!(errors, [("current".to_owned(), Rule::WrongPassword)]);
        let errors = refused(change_password(&w.ctx, &third.actor, change(PASSWORD, "curta", "curta")).await);
        assert_eq!(errors, [("new".to_owned(), Rule::PasswordTooShort { min: 10 })]);
        change_password(&w.ctx, &third.actor, change(PASSWORD, "uma senha nova", "uma senha nova")).await?;
        assert!(actor_of(&w.ctx, &second.token).await?.is_none(), "another session ends");
        assert!(actor_of(&w.ctx, &third.token).await?.is_some(), "one's own goes on");
        assert!(sign_in(&w.ctx, with_password(ANA, PASSWORD), "::1", "x").await.is_err());
        sign_in(&w.ctx, with_password(ANA, "uma senha nova"), "::1", "x").await?;

        users::reset_password(&w.ctx, " Ana@exemplo.com.br", "terceira senha").await?;
        assert!(actor_of(&w.ctx, &third.token).await?.is_none());
        sign_in(&w.ctx, with_password(ANA, "terceira senha"), "::1", "x").await?;
        assert_eq!(
            (events(&w.ctx, "password_changed").await?, events(&w.ctx, "password_reset").await?),
            (1, 1)
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn unknown_inactive_and_mistaken_users_are_answered_alike() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let live = sign_in(&w.ctx, with_password("bruno@exemplo.com.br", PASSWORD), "::1", "x").await?;
        deactivate(&w.ctx, "bruno@exemplo.com.br").await?;
        assert!(actor_of(&w.ctx, &live.token).await?.is_none(), "who is put out is out at once");
        for (email, password) in [
            ("ninguem@exemplo.com.br", PASSWORD),
            ("bruno@exemplo.com.br", PASSWORD),
            (ANA, "senha errada"),
            (ANA, &PASSWORD.repeat(100)),
        ] {
            let result = sign_in(&w.ctx, with_password(email, password), "::1", "x").await;
            assert!(matches!(result, Err(Error::WrongCredentials)), "{email}");
        }
        let errors = refused(sign_in(&w.ctx, with_password("", ""), "::1", "x").await.map(drop));
        assert_eq!(errors.len(), 2);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn five_failures_make_an_account_wait_and_thirty_an_address() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let mut w = world(ctx).await?;
        let attempt = async |ctx: &Ctx, email: &str, password: &str, address: &str| {
            sign_in(ctx, with_password(email, password), address, "x").await.map(drop)
        };
        for _ in 0..5 {
            let result = attempt(&w.ctx, ANA, "senha errada", "10.0.0.1").await;
            assert!(matches!(result, Err(Error::WrongCredentials)));
        }
        w.ctx.clock = Clock::at(now() + TimeDelta::minutes(5));
        let result = attempt(&w.ctx, "Ana@Exemplo.com.br", PASSWORD, "10.0.0.2").await;
        assert!(matches!(result, Err(Error::TooManyAttempts(601))), "{result:?}");
        attempt(&w.ctx, "marta@exemplo.com.br", PASSWORD, "10.0.0.1").await?;
        w.ctx.clock = Clock::at(now() + TimeDelta::minutes(15));
        attempt(&w.ctx, ANA, PASSWORD, "10.0.0.1").await?;

        for number in 0..30 {
            let email = format!("pessoa{number}@exemplo.com.br");
            let result = attempt(&w.ctx, &email, "senha errada", "10.0.0.9").await;
            assert!(matches!(result, Err(Error::WrongCredentials)), "{number}");
        }
        let result = attempt(&w.ctx, ANA, PASSWORD, "10.0.0.9").await;
        assert!(matches!(result, Err(Error::TooManyAttempts(_))), "{result:?}");
        attempt(&w.ctx, ANA, PASSWORD, "10.0.0.1").await?;
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn attempts_made_at_once_do_not_slip_through_together() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let attempts: Vec<_> = (0..12)
            .map(|_| {
                let ctx = w.ctx.clone();
                tokio::spawn(
                    async move { sign_in(&ctx, with_password(ANA, "senha errada"), "::1", "x").await },
                )
            })
            .collect();
        let mut tried = 0;
        for attempt in attempts {
            match attempt.await.expect("no panic") {
                Err(Error::WrongCredentials) => tried += 1,
                Err(Error::TooManyAttempts(_)) => {}
                other => panic!("{:?}", other.map(drop)),
            }
        }
        assert_eq!(tried, 5);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_hash_of_another_cost_is_renewed_at_the_next_sign_in() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let dearer = w.ctx.clone().with_password_cost(PasswordCost { memory_kib: 16, passes: 2 });
        sign_in(&dearer, with_password(ANA, PASSWORD), "::1", "x").await?;
        let stored = crate::store::users::password_of(&mut w.ctx.db.read().await?, w.ana.user).await?;
        assert_eq!(dearer.passwords.check(PASSWORD, stored).await?, Verdict::Right);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_empty_database_is_set_up_once_with_the_code_from_the_console() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        assert!(needs_set_up(&ctx).await?);
        let text = str::to_owned;
        let form = SetUp {
            code: text("errado"),
            company: text("Primeira"),
            tax_id: text("11.222.333/0001-81"),
            uf: text("SP"),
            name: text("Dona"),
            email: text("Dona@exemplo.com.br"),
            password: text(PASSWORD),
            again: text(PASSWORD),
        };
        let errors = refused(set_up(&ctx, form.clone(), "ABCD-1234", "::1").await.map(drop));
        assert_eq!(errors, [(text("code"), Rule::WrongCode)]);
        let form = SetUp { code: text(" abcd-1234"), ..form };
        let wrong = SetUp { company: String::new(), again: text("outra"), ..form.clone() };
        let fields = refused(set_up(&ctx, wrong, "ABCD-1234", "::1").await.map(drop));
        assert_eq!(fields.len(), 2);
        assert!(needs_set_up(&ctx).await?);

        // Who guesses from elsewhere is stopped, and stops nobody else.
        let guess = SetUp { code: text("errado"), ..form.clone() };
        for _ in 0..6 {
            let _ = set_up(&ctx, guess.clone(), "ABCD-1234", "2001:db8::2").await;
        }
        let stopped = set_up(&ctx, form.clone(), "ABCD-1234", "2001:db8::2").await.map(drop);
        assert!(matches!(stopped, Err(Error::TooManyAttempts(_))), "{stopped:?}");

        let session = set_up(&ctx, form.clone(), "ABCD-1234", "::1").await?;
        assert_eq!(session.actor.role, Role::Administrator);
        assert_eq!(session.actor.companies[0].name, "Primeira");
        assert!(actor_of(&ctx, &session.token).await?.is_some());
        assert!(!needs_set_up(&ctx).await?);
        assert!(matches!(set_up(&ctx, form, "ABCD-1234", "::1").await, Err(Error::NotFound)));
        sign_in(&ctx, with_password("dona@exemplo.com.br", PASSWORD), "::1", "x").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_refused_form_is_kept_for_an_hour_for_whoever_sent_it() -> Result<(), Error> {
    for_each_db(async |mut ctx: Ctx| {
        let (owner, other) = ([1; 32], [2; 32]);
        let id = save_posted(&ctx, &owner, "{}").await?;
        assert_eq!(load_posted(&ctx, &owner, id).await?.as_deref(), Some("{}"));
        assert_eq!(load_posted(&ctx, &other, id).await?, None);
        ctx.clock = Clock::at(now() + TimeDelta::hours(1));
        assert_eq!(load_posted(&ctx, &owner, id).await?, None);
        Ok(())
    })
    .await
}
