import { type Intent, say } from "../intents.ts";
import { escapeMarkdown } from "../markdown.ts";
import { fits, type Pattern, pattern } from "../match.ts";
import { type Message, textOf } from "../normalize.ts";
import { Scan } from "../scan.ts";

/** Parses messages that are no command: greetings, thanks, questions about the assistant itself, yes and no. */

const examples = [
  '- **Tasks**: "add review the auth PR tomorrow", "what is due next week?", "complete 3", "rename 3 to Write the report", "set 3 to low priority and due friday", "push everything due tomorrow to monday", "delete all completed tasks"',
  '- **Tracked time**: "how long did I spend on reviews this week?", "time per day last month", "how long on vercel/next.js#123?", "did I work more today than usual?", "is a session running?", "start tracking vercel/next.js#123"',
  '- **Practice**: "how much yoga did I do in october?", "suggest a practice for a stiff neck", "start the desk break"',
].join("\n");

/** The model's capabilities, with examples. */
export const helpText = `I understand commands about your tasks, tracked time and practice. For example:\n\n${examples}\n\nI am Stint's built-in model: I follow commands, but can't chat, write or summarise.`;

const pointer =
  'For example "add buy milk tomorrow", "what is due this week?" or "how long did I work today?". Type **help** to see more.';

/** The reply when nothing was understood. */
const unknownText = `I did not understand that. I am Stint's built-in model: I follow commands about tasks, tracked time and practice, but can't chat, summarise, write code or look things up.\n\n${pointer}`;

const notTasks = new Set(
  (
    "i you he she it we they the this that my is are do does what how who when where why which was were did have has had am will would could should does any add log track start stop " +
    "end begin show list tell give export suggest recommend compare set make mark move push complete delete"
  ).split(" "),
);

/** The same, and how to save the message as a task when it sounds like one. */
export function unknownTo(message: Message): string {
  const text = textOf(message);
  const isTask =
    /^\p{L}/u.test(text) &&
    text.length <= 81 &&
    !message.isQuestion &&
    message.tokens.length > 1 &&
    !notTasks.has(message.tokens[0]?.word ?? "");
  return isTask ? `${unknownText}\n\nTo save it as a task, type "add ${escapeMarkdown(text)}".` : unknownText;
}

/** The reply when a message is too complicated. */
export const tooComplicatedText = `That is too complicated for me. Please use shorter sentences, one at a time.\n\n${pointer}`;

const beyondText = `I can't do that. I am Stint's built-in model: I follow commands about tasks, tracked time and practice, but can't chat, summarise, write code or look things up.\n\n${pointer}`;

const signs = "(!|.|?)*";
const talk: [pattern: Pattern, intent: Intent][] = [
  [
    pattern(
      `(hi|hello|hey|hiya|yo|howdy|greetings|good (morning|afternoon|evening|day)|hi there|hello there|hey there|hola|moin|sup|what 's up|salut|hallo) ((,|!|.)* (stint|there|assistant|again|everyone|all))? ${signs}`,
    ),
    say(
      "Hello. What can I do for you? You can add, list and complete tasks, or ask how long you worked. Type **help** for examples.",
    ),
  ],
  [
    pattern(
      `(thanks|thank you|ty|cheers|many thanks|thanks a lot|thank you (very|so) much|much appreciated|appreciated|great ,? thanks|perfect ,? thanks|nice one) (so much|a lot|again|for (that|this|your help|the help|everything)|stint|very much|mate|man)? ${signs}`,
    ),
    say("You're welcome."),
  ],
  [
    pattern(
      `(great|perfect|nice|cool|awesome|good|good job|well done|excellent|wonderful|super|lovely|brilliant|good (bot|work)) ${signs}`,
    ),
    say("Good. Anything else?"),
  ],
  [
    pattern(
      `(bye|goodbye|good night|see you|see ya|ciao|that 's all|that is all|that 's it|later|so long|good bye) ${signs}`,
    ),
    say("Until next time."),
  ],
  [
    pattern(
      "(how are you doing? today?|how 's it going|how is it going|how do you do|you okay|are you there|are you okay)",
    ),
    say("Ready. What can I do for you?"),
  ],
  [
    pattern(
      "(help|/ help|h|commands|menu|examples|help me|i need some? help|usage|options|show me? the? (help|commands|examples)|what (can|do) you actually? (do|know|understand|offer)? (for me|here)?|what are you (able to do|capable of|good at|for)|how (do|does|can) (i use)? (you|this|it) (work|help)? me?|what are (your|the) (commands|skills|features|abilities|options|capabilities)|what (commands|things) (can|do) (you|i) (do|know|understand|use|say)|what can i (say|ask|do|write|type) (here|to you|you)?|how can you help me?|who are you|what are you|what is stint|what 's stint|what ('s|is) your name|are you (an|a)? (ai|bot|robot|human|person|real|llm|chatgpt|gpt|claude)|which model (are you|is this)|what model (are you|is this)|introduce yourself|tell me about yourself)",
    ),
    say(helpText),
  ],
  [
    pattern(
      `(never mind|nevermind|forget it|forget about it|cancel|cancel that|leave it|nothing|no thanks|no thank you|stop|skip it|not now|scratch that|ignore that|don't|do not|none|none of (them|these|those)|neither) please? ${signs}`,
    ),
    { kind: "decide", yes: false },
  ],
  [
    pattern(`(no|nope|nah|n|no no) (,* (thanks|thank you|please|not now|don't))? ${signs}`),
    { kind: "decide", yes: false },
  ],
  [
    pattern(
      `(yes|y|yep|yeah|yup|sure|okay|do it|go ahead|confirm|confirmed|right|correct|exactly|of course|absolutely|definitely|that one|yes ,? (that one|that|do it|please|go ahead|it is|sure)|please do|affirmative|indeed) ${signs}`,
    ),
    { kind: "decide", yes: true },
  ],
  [
    pattern(
      `(undo|undo (that|it|this|the last (one|change|thing)?|last)|revert (that|it|this)?|take (that|it) back|oops|go back) ${signs}`,
    ),
    { kind: "undo" },
  ],
  [
    pattern("(restore|undelete|bring back|recover) {rest...}?"),
    say("I can't restore deleted tasks, but you can: press **Undo** on the card of the deletion within one hour."),
  ],
];

const negations = new Set("don't never not".split(" "));
const ownNegations = new Set("don't never didn't haven't won't can't wouldn't".split(" "));

function isNegated(scan: Scan): boolean {
  const isReminder = (at: number) =>
    scan.word(at) === "forget" || scan.says(at, "let me forget") || scan.word(at) === "done";
  if (scan.says(0, "do not")) return !isReminder(2);
  if (negations.has(scan.word(0))) return !isReminder(1);
  if (scan.says(0, "no need to") || scan.says(0, "you should not")) return true;
  if (scan.word(0) === "you" && /^(?:shouldn't|mustn't)$/.test(scan.word(1))) return true;
  if (scan.word(0) === "i") {
    if (ownNegations.has(scan.word(1))) return !isReminder(2);
    if (/^(?:do|did|have|will|'ll|'ve)$/.test(scan.word(1)) && scan.word(2) === "not") return !isReminder(3);
  }
  return (
    scan.has("i|we need not") || scan.has("i|we don't need|want|have to") || scan.has("i|we do not need|want|have to")
  );
}

const elsewhereVerbs = new Set(
  "delete remove erase change rename set update clear reset edit wipe log sign turn switch".split(" "),
);
const elsewhereNouns =
  "account|password|passphrase|name|username|email|profile|settings|setting|timezone|language|conversation|conversations|chat|chats|message|messages|history|repository|repositories|token|tokens|data|avatar|picture|theme|session|sessions|practice|practices|sequence|sequences|out|off|in|zone|address";
const nouns = new Set(elsewhereNouns.split("|"));
const fillers = new Set("my the this our all of user time dark light mode last running current yoga".split(" "));

/** Things users manage on other pages. */
function isElsewhere(scan: Scan): boolean {
  if (!elsewhereVerbs.has(scan.word(0))) return false;
  let at = 1;
  while (at < scan.length && fillers.has(scan.word(at))) at++;
  if (/^(?:mode)$/.test(scan.word(at - 1)) && at === scan.length) return true;
  if (!nouns.has(scan.word(at))) return false;
  return (
    at + 1 === scan.length ||
    /^(?:to|from|as|into|data|settings|address|zone|on|of|at|yesterday|today|picture)$/.test(scan.word(at + 1))
  );
}

const explaining = pattern(
  "(how (do|can|could|should|would|does) (i|you|one|we|it|this) {rest...}?|how to {rest...}?|what happens {rest...}?|what would happen {rest...}?|why {rest...}?|should i {should...}|shall i {rest...}?|may i {rest...}?|can i {rest...}?|could i {rest...}?|is it possible {rest...}?|are you able {rest...}?|do you (know how|support|understand|have) {rest...}?|what does {rest...}?|what do you think {rest...}?|would it {rest...}?|explain {rest...}?|what if {rest...}?|if i {rest...}?|suppose {rest...}?|imagine {rest...}?|pretend {rest...}?|is there a way {rest...}?|do i (need|have) to {rest...}?)",
);
const shouldDo = new Set("do work start tackle focus".split(" "));

const beyond =
  "weather|forecast|temperature|joke|poem|story|song|lyrics|recipe|news|translate|translation|president|stock|bitcoin|essay|blog|summarize|calculate|sing|dance|movie|flight|restaurant|hotel|google|browse";
const beyondPhrases = [
  "capital of",
  "email to",
  "summary of my|the|this",
  "meaning of life",
  "who is|was|won",
  "what year",
  "square root",
  "image|picture of",
  "play music",
  "search the web|internet",
  "chat|talk with|to me",
  "tell me something|about",
];
const makes = "write|fix|debug|review|generate|refactor|explain";
const made = "code|function|script|program|bug|regex|query|sql|class|text|letter|python|javascript|typescript|html";

/** Undefined when a message may be a command. */
export function smallTalk(message: Message): Intent | undefined {
  if (message.tokens.length === 0 && message.isQuestion) return say(helpText);
  if (!/[\p{L}\p{N}?✓✔✅]/u.test(textOf(message))) return { kind: "unknown" };
  for (const [words, intent] of talk) if (fits(words, message)) return intent;
  return undefined;
}

/** Negated commands, or questions about how things work: no action may follow. */
export function notAsked(message: Message): Intent | undefined {
  const scan = new Scan(message);
  if (isNegated(scan)) {
    return say("Then I won't change anything. Tell me what to do instead, or type **help** for examples.");
  }
  if (isElsewhere(scan)) {
    return say("I can't change that. Look in **Settings** or on the page it belongs to.");
  }
  const isShould = scan.says(0, "should i") && shouldDo.has(scan.word(2));
  const isComparing = scan.has("compare|compares");
  return !isShould && !isComparing && fits(explaining, message) ? say(helpText) : undefined;
}

/** Subjects outside Stint's commands. */
export function beyondMe(message: Message): Intent | undefined {
  const scan = new Scan(message);
  const isMaking = scan.has(makes, made);
  return scan.has(beyond) || beyondPhrases.some((phrase) => scan.has(phrase)) || isMaking ? say(beyondText) : undefined;
}
