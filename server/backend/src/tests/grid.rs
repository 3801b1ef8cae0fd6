//! The working grid and its saved filters, on every database that there is.

use super::support::{
    World, add_charge, add_client, day, events, for_each_db, no_answer, pay, refused, set_uf, world,
};
use crate::{Ctx, Error, contacts, grid, promises};
use domain::{
    Error as Rule, Money,
    contact::{Channel, VoidContact},
    grid::{GridPage, GridQuery},
    id::FilterId,
    promise::MakePromise,
    saved_filter::{DeleteFilter, FilterFields, SaveFilter},
};

/// Tries something in a fresh world on every database. Today is Wednesday, 18 November 2026.
async fn try_out(test: impl AsyncFn(World) -> Result<(), Error>) -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| test(world(ctx).await?).await).await
}

/// The grid adjusted to these fields.
fn adjusted(pairs: &[(&str, &str)]) -> GridQuery {
    let fields =
        FilterFields::from_pairs(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| *value));
    GridQuery { adjusted: true, fields, ..GridQuery::default() }
}

fn documents(page: &GridPage) -> Vec<&str> {
    page.rows.iter().map(|row| row.document.as_str()).collect()
}

fn filter(name: &str) -> SaveFilter {
    SaveFilter {
        name: name.to_owned(),
        channel: "whatsapp".to_owned(),
        fields: FilterFields {
            days_from: "1".to_owned(),
            days_until: "30".to_owned(),
            ..FilterFields::default()
        },
        ..SaveFilter::default()
    }
}

async fn shown(w: &World, pairs: &[(&str, &str)]) -> Result<Vec<String>, Error> {
    let page = grid::page(&w.ctx, &w.ana, adjusted(pairs)).await?;
    assert_eq!(page.errors, []);
    Ok(documents(&page).into_iter().map(ToOwned::to_owned).collect())
}

#[tokio::test]
async fn the_grid_shows_charges_one_by_one_with_totals_of_the_whole_result() -> Result<(), Error> {
    try_out(async |w: World| {
        let page = grid::page(&w.ctx, &w.ana, GridQuery::default()).await?;
        assert_eq!(documents(&page), ["NF-1"], "without a filter it is what is late");
        let row = &page.rows[0];
        assert_eq!((row.days_late, row.balance.centavos(), row.updated.centavos()), (18, 15_000, 15_390));
        assert_eq!((row.name.as_str(), row.company.as_str()), ("José da Conceição", "Comercial do Norte"));
        assert_eq!((page.totals.charges, page.totals.clients, page.overdue), (1, 1, 1));
        let first = page.pane.expect("the first row's");
        assert_eq!((first.charge, first.updated), (w.charge, Some(row.updated)));

        let all = grid::page(&w.ctx, &w.ana, adjusted(&[])).await?;
        assert_eq!(documents(&all), ["NF-1", "NF-2"], "the longest late first");
        assert_eq!((all.totals.charges, all.totals.clients, all.totals.balance.centavos()), (2, 1, 20_000));
        assert_eq!(all.rows[1].days_late, -7);
        // Of another company nothing is seen, nor of a charge that it names.
        let sofia =
            grid::page(&w.ctx, &w.sofia, GridQuery { charge: Some(w.charge), ..adjusted(&[]) }).await?;
        assert_eq!((sofia.totals.charges, sofia.pane), (0, None));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_field_of_a_filter_narrows_the_grid() -> Result<(), Error> {
    try_out(async |w: World| {
        let maria = add_client(&w.ctx, "Maria das Dores", "", &[w.north]).await?;
        add_charge(&w.ctx, w.north, maria, "MA-1", "2026-11-18", 7_000).await?;
        set_uf(&w.ctx, maria, "AC").await?;
        assert_eq!(shown(&w, &[("hoje", "1")]).await?, ["MA-1"]);
        assert_eq!(shown(&w, &[("atraso_de", "-7"), ("atraso_ate", "0")]).await?, ["MA-1", "NF-2"]);
        assert_eq!(shown(&w, &[("valor_de", "60"), ("valor_ate", "100,00")]).await?, ["MA-1"]);
        assert_eq!(shown(&w, &[("uf", "ac")]).await?, ["MA-1"]);
        assert_eq!(shown(&w, &[("busca", "dores maria")]).await?, ["MA-1"]);
        assert_eq!(shown(&w, &[("papel", "fornecedor")]).await?, Vec::<String>::new());
        assert_eq!(shown(&w, &[("ordem", "saldo"), ("sentido", "asc")]).await?, ["NF-2", "MA-1", "NF-1"]);
        assert_eq!(shown(&w, &[("ordem", "cliente")]).await?, ["NF-1", "NF-2", "MA-1"]);
        assert_eq!(
            shown(&w, &[("ordem", "documento"), ("sentido", "desc")]).await?,
            ["NF-2", "NF-1", "MA-1"]
        );

        let ana = w.ana.user.to_string();
        assert_eq!(shown(&w, &[("responsavel", &ana)]).await?, Vec::<String>::new());
        let next =
            domain::contact::RecordContact { next_date: "2026-11-20".to_owned(), ..no_answer(w.client) };
        contacts::record(&w.ctx, &w.ana, next).await?;
        assert_eq!(shown(&w, &[("responsavel", &ana)]).await?, ["NF-1", "NF-2"]);
        assert_eq!(shown(&w, &[("contatado", "nao")]).await?, ["MA-1"]);
        assert_eq!(shown(&w, &[("contatado", "sim"), ("contatado_dias", "7")]).await?, ["NF-1", "NF-2"]);
        let page = grid::page(&w.ctx, &w.bruno, GridQuery::default()).await?;
        let row = &page.rows[0];
        let last = row.last_contact.as_ref().expect("a contact");
        assert!(row.contacted_today && row.next_appointment == Some((day("2026-11-20"), None)));
        assert_eq!((last.user.as_str(), last.channel), ("Ana", Channel::Phone));

        // A contact that was voided counts no more.
        let contact = page.pane.and_then(|pane| pane.may_void).expect("the last one").to_string();
        contacts::void(&w.ctx, &w.bruno, VoidContact { contact, reason: "outro cliente".to_owned() }).await?;
        assert_eq!(shown(&w, &[("contatado", "sim")]).await?, Vec::<String>::new());

        let promise = MakePromise {
            client: w.client.to_string(),
            key: crate::ctx::new_id().to_string(),
            amount: "100,00".to_owned(),
            date: "2026-11-30".to_owned(),
            charges: vec![w.charge.to_string()],
            ..MakePromise::default()
        };
        promises::make(&w.ctx, &w.ana, promise).await?;
        assert_eq!(shown(&w, &[("promessa", "com")]).await?, ["NF-1"]);
        assert_eq!(shown(&w, &[("promessa", "sem")]).await?, ["MA-1", "NF-2"]);
        assert_eq!(shown(&w, &[("acordo", "com")]).await?, Vec::<String>::new());

        let wrong = grid::page(&w.ctx, &w.ana, adjusted(&[("atraso_de", "x"), ("valor_ate", "y")])).await?;
        let fields: Vec<&str> = wrong.errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!((fields, wrong.rows.len()), (vec!["atraso_de", "valor_ate"], 0));
        let other = grid::page(&w.ctx, &w.ana, adjusted(&[("empresa", &w.south.to_string())])).await?;
        assert_eq!(other.errors, [Rule::NotAnOption.on("empresa")]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_payment_shows_at_once() -> Result<(), Error> {
    try_out(async |w: World| {
        pay(&w.ctx, w.client, w.charge, "2026-11-10", Money::from_centavos(5_000)).await?;
        let row = grid::page(&w.ctx, &w.ana, GridQuery::default()).await?.rows.remove(0);
        assert_eq!((row.balance.centavos(), row.updated.centavos()), (10_000, 10_377));
        Ok(())
    })
    .await
}

async fn of(w: &World, id: FilterId) -> Result<GridPage, Error> {
    grid::page(&w.ctx, &w.ana, GridQuery { filter: Some(id), ..GridQuery::default() }).await
}

#[tokio::test]
async fn a_filter_is_saved_counted_changed_and_deleted() -> Result<(), Error> {
    try_out(async |w: World| {
        let mine = grid::save(&w.ctx, &w.ana, filter("1 a 30 dias, WhatsApp")).await?;
        let page = of(&w, mine).await?;
        assert_eq!((documents(&page), page.channel), (vec!["NF-1"], Some(Channel::WhatsApp)));
        assert_eq!((page.filters.len(), page.filters[0].count, page.filters[0].shared), (1, 1, false));
        assert!(matches!(
            grid::page(&w.ctx, &w.bruno, GridQuery { filter: Some(mine), ..GridQuery::default() }).await,
            Err(Error::NotFound)
        ));
        let twice = grid::save(&w.ctx, &w.ana, filter("1 a 30 DIAS, whatsapp")).await;
        assert_eq!(refused(twice), [("name".to_owned(), Rule::AlreadyInUse)]);

        // Saved beside it: the first one stays as it was.
        let saved = of(&w, mine).await?.chosen.expect("the filter");
        let mut other = SaveFilter {
            name: "Antigos".to_owned(),
            then: "new".to_owned(),
            shared: "on".to_owned(),
            ..SaveFilter::of(&saved)
        };
        other.fields.days_from = "19".to_owned();
        let other = grid::save(&w.ctx, &w.ana, other).await?;
        assert_eq!(documents(&of(&w, other).await?), Vec::<&str>::new());
        let page = of(&w, mine).await?;
        let counts: Vec<_> = page.filters.iter().map(|one| (one.name.as_str(), one.count)).collect();
        assert_eq!(counts, [("1 a 30 dias, WhatsApp", 1), ("Antigos", 0)]);

        let mut changed = SaveFilter::of(&saved);
        changed.fields.days_until = "17".to_owned();
        grid::save(&w.ctx, &w.ana, changed).await?;
        assert_eq!(of(&w, mine).await?.totals.charges, 0);
        let now = of(&w, mine).await?.chosen.expect("the filter");
        let delete = DeleteFilter { filter: mine.to_string(), version: now.version.to_string() };
        assert!(matches!(grid::delete(&w.ctx, &w.bruno, delete.clone()).await, Err(Error::NotFound)));
        grid::delete(&w.ctx, &w.ana, delete).await?;
        assert!(matches!(of(&w, mine).await, Err(Error::NotFound)));
        assert_eq!((events(&w.ctx, "filter_saved").await?, events(&w.ctx, "filter_deleted").await?), (3, 1));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn of_two_who_change_a_shared_filter_the_second_is_told() -> Result<(), Error> {
    try_out(async |w: World| {
        let shared = SaveFilter { shared: "on".to_owned(), ..filter("Da equipe") };
        let id = grid::save(&w.ctx, &w.ana, shared).await?;
        let seen = grid::filter(&w.ctx, &w.bruno, Some(id), None).await?;
        assert!(seen.may_change && seen.found == Some((1, 1)));
        let before = SaveFilter::of(&seen.saved.expect("the filter"));
        let until = |days: &str| {
            let mut form = before.clone();
            form.fields.days_until = days.to_owned();
            form
        };
        grid::save(&w.ctx, &w.ana, until("40")).await?;
        match grid::save(&w.ctx, &w.bruno, until("50")).await {
            Err(Error::Overtaken { by, at: Some(_), .. }) => assert_eq!(by, "Ana"),
            other => panic!("not told: {other:?}"),
        }
        let delete = DeleteFilter { filter: before.filter, version: before.version };
        assert!(matches!(grid::delete(&w.ctx, &w.bruno, delete).await, Err(Error::Overtaken { .. })));

        // Made private by somebody else it would be gone for everybody but Ana.
        let seen = grid::filter(&w.ctx, &w.bruno, Some(id), None).await?;
        assert!(!seen.is_owner && seen.may_change);
        let now = SaveFilter { shared: String::new(), ..SaveFilter::of(&seen.saved.expect("the filter")) };
        assert_eq!(
            refused(grid::save(&w.ctx, &w.bruno, now.clone()).await),
            [("shared".to_owned(), Rule::NotAllowed)]
        );
        let own = SaveFilter { then: "new".to_owned(), name: "Só meu".to_owned(), ..now.clone() };
        grid::save(&w.ctx, &w.bruno, own).await?;
        grid::save(&w.ctx, &w.ana, now).await?;
        let gone = grid::filter(&w.ctx, &w.bruno, Some(id), None).await;
        assert!(matches!(gone, Err(Error::NotFound)));
        Ok(())
    })
    .await
}
