// As much of Next.js as the README uses.
declare module "next/server" {
  export interface NextRequest {
    readonly signal: AbortSignal;
  }
  export const NextResponse: { json(body: unknown): unknown };
}
