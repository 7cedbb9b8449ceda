"use client";
import "./globals.css";

/** Takes the place of everything when even the frame fails. It may be all there is, so it needs no script to work. */
export default function GlobalError() {
  return (
    <html lang="en">
      <head>
        <title>Something went wrong · Stint</title>
      </head>
      <body>
        <main className="mx-auto grid max-w-md gap-3 px-4 py-16">
          <h1 className="font-semibold text-lg">Stint cannot show anything right now</h1>
          <p className="text-muted">Something went wrong on our side. What you tracked is safe.</p>
          <p>
            <a href="/today" className="rounded-sm font-medium underline underline-offset-2">
              Try again
            </a>
          </p>
        </main>
      </body>
    </html>
  );
}
