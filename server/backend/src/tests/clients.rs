//! Changing a client's data and persons, and finding clients.

use super::support::{World, add_client, events, for_each_db, refused, world};
use crate::{Ctx, Error, clients};
use domain::{
    Error as Rule,
    client::{ClientData, ClientQuery, ClientView, RemovePerson, SavePerson, UpdateClient},
};

async fn page(w: &World) -> Result<ClientView, Error> {
    let query = ClientQuery { client: w.client, whole_history: false, appointment: None };
    clients::view(&w.ctx, &w.ana, query).await
}

/// The form as the page fills it in.
fn form(data: &ClientData) -> UpdateClient {
    UpdateClient {
        client: data.id.to_string(),
        version: data.version,
        name: data.name.clone(),
        tax_id: data.tax_id.clone(),
        email: data.email.clone(),
        phone: data.phone.clone(),
        mobile: data.mobile.clone(),
        city: data.city.clone(),
        uf: data.uf.clone(),
        is_client: "on".to_owned(),
        ..UpdateClient::default()
    }
}

#[tokio::test]
async fn of_two_forms_opened_at_once_the_second_is_told_who_changed_the_client() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let opened = form(&page(&w).await?.client);
        let first = UpdateClient { email: "novo@cliente.com.br".to_owned(), ..opened.clone() };
        clients::update(&w.ctx, &w.ana, first.clone()).await?;
        let second = UpdateClient { city: "Santos".to_owned(), ..opened };
        let result = clients::update(&w.ctx, &w.bruno, second).await;
        assert!(matches!(&result, Err(Error::Changed { by }) if by == "Ana"), "{result:?}");

        // The same form once more changes nothing and is no conflict.
        clients::update(&w.ctx, &w.ana, first).await?;
        assert_eq!(events(&w.ctx, "client_updated").await?, 1);
        let data = page(&w).await?.client;
        assert_eq!((data.email.as_str(), data.city.as_str()), ("novo@cliente.com.br", "São Paulo"));
        assert_eq!(clients::search(&w.ctx, &w.ana, "novo@cliente").await?.len(), 1);
        assert_eq!(clients::search(&w.ctx, &w.ana, "jose.da.conceicao@").await?.len(), 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_clients_data_is_checked_and_stored_normalised() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        add_client(&w.ctx, "Outra", "11222333000181", &[w.north]).await?;
        let opened = form(&page(&w).await?.client);
        let text = str::to_owned;
        let wrong = UpdateClient {
            name: text(" "),
            tax_id: text("529.982.247-24"),
            email: text("sem arroba"),
            mobile: text("(20) 98765-4321"),
            cep: text("123"),
            uf: text("XX"),
            is_client: String::new(),
            ..opened.clone()
        };
        let fields: Vec<_> = refused(clients::update(&w.ctx, &w.ana, wrong).await)
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(fields, ["name", "tax_id", "email", "mobile", "uf", "cep", "is_client"]);

        let taken = UpdateClient { tax_id: text("11.222.333/0001-81"), ..opened.clone() };
        let errors = refused(clients::update(&w.ctx, &w.ana, taken).await);
        assert_eq!(errors, [(text("tax_id"), Rule::AlreadyInUse)]);

        let right = UpdateClient {
            phone: String::new(),
            mobile: text("21 99876 5432"),
            cep: text("01310-100"),
            uf: text("rj"),
            // As long as a file may have it.
            district: "x".repeat(120),
            is_supplier: text("on"),
            ..opened
        };
        clients::update(&w.ctx, &w.ana, right).await?;
        let data = page(&w).await?.client;
        assert_eq!((data.phone.as_str(), data.mobile.as_str()), ("", "+5521998765432"));
        assert_eq!((data.cep.as_str(), data.uf.as_str()), ("01310100", "RJ"));
        assert!(data.is_client && data.is_supplier);
        assert_eq!(data.version, 2);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn contact_persons_are_added_once_changed_and_removed() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        let rita = SavePerson {
            client: w.client.to_string(),
            name: "Rita".to_owned(),
            department: "Financeiro".to_owned(),
            mobile: "11 91234-5678".to_owned(),
            ..SavePerson::default()
        };
        clients::save_person(&w.ctx, &w.ana, rita.clone()).await?;
        clients::save_person(&w.ctx, &w.ana, rita.clone()).await?;
        let people = page(&w).await?.people;
        assert_eq!(people.len(), 1, "the form was sent twice");
        assert_eq!(people[0].mobile, "+5511912345678");

        let person = people[0].id.to_string();
        let changed = SavePerson {
            person: person.clone(),
            version: people[0].version,
            job_title: "Gerente".to_owned(),
            ..rita.clone()
        };
        clients::save_person(&w.ctx, &w.ana, changed.clone()).await?;
        assert_eq!(page(&w).await?.people[0].job_title, "Gerente");
        // Of two forms opened at once the second is told; the first, sent again, changes nothing.
        let second = SavePerson { job_title: "Diretora".to_owned(), ..changed.clone() };
        let result = clients::save_person(&w.ctx, &w.bruno, second.clone()).await;
        assert!(matches!(&result, Err(Error::Changed { by }) if by == "Ana"), "{result:?}");
        clients::save_person(&w.ctx, &w.ana, changed).await?;
        let now = page(&w).await?.people.remove(0);
        assert_eq!((now.job_title.as_str(), now.version), ("Gerente", 2));
        let wrong = SavePerson { name: String::new(), email: "?".to_owned(), ..rita };
        let errors = refused(clients::save_person(&w.ctx, &w.ana, wrong).await);
        assert_eq!(errors.len(), 2);

        clients::remove_person(&w.ctx, &w.ana, RemovePerson { person: person.clone() }).await?;
        assert!(page(&w).await?.people.is_empty());
        let late = SavePerson { version: 2, ..second };
        assert!(matches!(clients::save_person(&w.ctx, &w.bruno, late).await, Err(Error::NotFound)));
        assert!(matches!(
            clients::remove_person(&w.ctx, &w.ana, RemovePerson { person }).await,
            Err(Error::NotFound)
        ));
        for kind in ["person_added", "person_changed", "person_removed"] {
            assert_eq!(events(&w.ctx, kind).await?, 1, "{kind}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_client_is_found_by_any_part_of_what_it_is_known_by() -> Result<(), Error> {
    for_each_db(async |ctx: Ctx| {
        let w = world(ctx).await?;
        for found in [
            "conceicao",
            "CONCEIÇÃO",
            "da conc",
            "jos",
            "jo",
            "j",
            "529.982.247-25",
            "52998224725",
            "982247",
            "(11) 98765-4321",
            "11987654321",
            "98765-4321",
            "conceicao@cliente.com.br",
            "cliente jose",
        ] {
            let names: Vec<_> =
                clients::search(&w.ctx, &w.ana, found).await?.into_iter().map(|found| found.name).collect();
            assert!(names.contains(&"José da Conceição".to_owned()), "{found}: {names:?}");
        }
        for nothing in ["", "  ", "conceicaox", "jose maria", "%", "_", "%%%%", "cce", "x'); --", "\\"] {
            let found = clients::search(&w.ctx, &w.ana, nothing).await?;
            assert!(found.is_empty(), "{nothing}: {found:?}");
        }
        let long = "João Batista de Souza e Silva dos Santos Neto";
        add_client(&w.ctx, long, "", &[w.north]).await?;
        assert_eq!(clients::search(&w.ctx, &w.ana, long).await?.len(), 1);
        let other = "João Batista de Souza e Silva dos Santos Filho";
        assert_eq!(clients::search(&w.ctx, &w.ana, other).await?.len(), 0);
        // What begins with the term comes first.
        add_client(&w.ctx, "Ana José", "", &[w.north]).await?;
        let names: Vec<_> =
            clients::search(&w.ctx, &w.ana, "jose").await?.into_iter().map(|found| found.name).collect();
        assert_eq!(names, ["José da Conceição", "Ana José"]);
        Ok(())
    })
    .await
}
