import { type Content, html, Markup } from "./html.js";
import { pageStyle } from "./page-style.js";

export interface PageDocument {
  title: string;
  /** By what a program knows a page of this kind. */
  kind?: string;
  /** Rules beside those that all pages share. */
  style?: string;
  body: Content;
}

/** A page that needs nothing but itself. */
export function pageDocument({ title, kind, style = "", body }: PageDocument): string {
  // Nothing is loaded and nothing runs, even should a name get past the escaping.
  const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        ${kind !== undefined && html`<meta name="generator" content="${kind}" />`}
        <title>${title}</title>
        <style>
          ${new Markup(pageStyle + style)}
        </style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html> `.text;
}
