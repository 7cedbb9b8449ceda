/** The baseline of every route handler: the framework's cost when the handler does nothing. */
const body = JSON.stringify({ ok: true });

const answer = () => new Response(body, { headers: { "Content-Type": "application/json" } });

export const dynamic = "force-dynamic";
export const GET = answer;
export const PATCH = answer;
export const POST = answer;
