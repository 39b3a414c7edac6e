// What the README takes from the application.
import type { Actor } from "strongroom";

export async function signedInActor(_request: object): Promise<Actor> {
  return { id: "42", role: "ADMIN" };
}
