"""What a type checker has to refuse; `warn_unused_ignores` proves each marked line to be wrong."""

from strongroom import Actor, AsyncStrongroom, AuthActor, Strongroom


async def use_async(client: AsyncStrongroom) -> None:
    await client.create_backup(format="zip")  # type: ignore[arg-type]
    await client.get_backup()  # type: ignore[call-arg]
    await client.ping(on_progress=print)  # type: ignore[call-arg]
    (await client.list_backups()).backup  # type: ignore[attr-defined]
    await client.list_backups(since="yesterday")  # type: ignore[arg-type]


def use_blocking(client: Strongroom) -> None:
    client.create_backup(auth=Actor("u", "ADMIN"))  # type: ignore[arg-type]
    client.create_backup(lable="typo")  # type: ignore[call-arg]
    client.calls.create_backup().result().backup.size  # type: ignore[attr-defined]
    Actor("u")  # type: ignore[call-arg]
    AuthActor(Actor("u", "ADMIN")).actor.id = "other"  # type: ignore[misc]
