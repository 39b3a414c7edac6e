// As much of Express as the README uses.
declare module "express" {
  export interface Request {
    body: any;
  }
  export interface Response {
    on(event: "close", listener: () => void): this;
    status(code: number): this;
    json(body: unknown): this;
  }
  export type NextFunction = (error?: unknown) => void;
  type Handler = (request: Request, response: Response, next: NextFunction) => unknown;
  type ErrorHandler = (error: unknown, request: Request, response: Response, next: NextFunction) => unknown;
  interface Application {
    use(handler: Handler | ErrorHandler): void;
    post(path: string, handler: Handler): void;
    listen(port: number): { close(done: () => void): void };
  }
  const express: { (): Application; json(): Handler };
  export default express;
}
