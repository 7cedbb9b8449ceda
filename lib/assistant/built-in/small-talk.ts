import { type Heard, pattern } from "./hear.ts";
import { type Intent, say } from "./intents.ts";
import { escapeMarkdown } from "./markdown.ts";

/** Understands what is no command: greetings, thanks, questions about the assistant itself, yes and no. */

const examples = [
  '- **Tasks**: "add review the auth PR tomorrow", "what is due this week?", "complete 3", "rename 3 to Write the report", "move 3 to friday", "make 3 high priority", "delete all completed tasks"',
  '- **Tracked time**: "how long did I spend on reviews this week?", "what did I work on yesterday?", "is a session running?"',
  '- **Practice**: "what is my streak?", "how much did I practise this week?"',
].join("\n");

/** What the model can do, with examples. */
export const helpText = `I understand commands about your tasks, your tracked time and your practice. For example:\n\n${examples}\n\nI am Stint's built-in model: I follow commands, and cannot chat, write or summarise.`;

const pointer =
  'For example "add buy milk tomorrow", "what is due this week?" or "how long did I work today?". Write **help** to see more.';

/** What is said when nothing was understood. */
const unknownText = `I did not understand that. I am Stint's built-in model: I follow commands about tasks, tracked time and practice, and cannot chat, summarise, write code or look things up.\n\n${pointer}`;

/** The same, and how to keep what was said as a task when it sounds like one. */
export function unknownTo(text: string): string {
  const isTask =
    /^\p{L}[^?\n]{2,80}$/u.test(text) &&
    / /.test(text) &&
    !/^(?:i|you|he|she|it|we|they|the|this|that|my|is|are|do|does|what|how|who)\b/i.test(text);
  return isTask ? `${unknownText}\n\nTo keep it as a task, write "add ${escapeMarkdown(text)}".` : unknownText;
}

const beyondText = `That is beyond me. I am Stint's built-in model: I follow commands about tasks, tracked time and practice, and cannot chat, summarise, write code or look things up.\n\n${pointer}`;

type Talk = [pattern: RegExp, intent: Intent];

const talk: Talk[] = [
  [
    pattern(
      "(?:hi|hello|hey|hiya|yo|howdy|greetings|good (?:morning|afternoon|evening|day)|hi there|hello there|hey there|hola|moin|sup|what's up|whats up|salut|hallo)(?:[,!. ]+(?:stint|there|assistant|again|everyone|all))?[!. ]*",
    ),
    say(
      "Hello! What shall I do? You can add, list and complete tasks, or ask how long you worked. Write **help** for examples.",
    ),
  ],
  [
    pattern(
      "(?:thanks|thank you|thx|ty|cheers|many thanks|thanks a lot|thank you (?:very|so) much|much appreciated|appreciated|great,? thanks|perfect,? thanks|nice one)(?: .{0,40})?[!.]*",
    ),
    say("You are welcome."),
  ],
  [
    pattern(
      "(?:great|perfect|nice|cool|awesome|good|good job|well done|excellent|wonderful|super|lovely|brilliant|good (?:bot|work))[!.]*",
    ),
    say("Good. Anything else?"),
  ],
  [
    pattern(
      "(?:bye|goodbye|good night|see you|see ya|ciao|that's all|that is all|that's it|later|so long|good bye)[!.]*",
    ),
    say("Until next time."),
  ],
  [
    pattern(
      "(?:how are you(?: doing)?(?: today)?|how's it going|how is it going|how do you do|you ok|are you there|are you ok)",
    ),
    say("Ready for your commands. What shall I do?"),
  ],
  [
    pattern(
      "(?:help|\\?+|/help|h|commands|menu|examples|help me|i need (?:some )?help|usage|options|show (?:me )?(?:the )?(?:help|commands|examples)|what (?:can|do) you(?: actually)?(?: do| know| understand| offer)?(?: for me| here)?|what are you (?:able to do|capable of|good at|for)|how (?:do|does|can) (?:i use )?(?:you|this|it)(?: work| help)?(?: me)?|what are (?:your|the) (?:commands|skills|features|abilities|options|capabilities)|what (?:commands|things) (?:can|do) (?:you|i) (?:do|know|understand|use|say)|what can i (?:say|ask|do|write|type)(?: here| to you| you)?|how can you help(?: me)?|who are you|what are you|what is stint|what's stint|what(?:'s| is) your name|are you (?:an? )?(?:ai|bot|robot|human|person|real|llm|chatgpt|gpt|claude)(?: .*)?|which model (?:are you|is this)|what model (?:are you|is this)|introduce yourself|tell me about yourself)",
    ),
    say(helpText),
  ],
  [
    pattern(
      "(?:(?:never ?mind|forget it|forget about it|cancel|cancel that|leave it|nothing|no thanks|no thank you|stop|skip it|not now|scratch that|ignore that|don't|do not|none|none of (?:them|these|those)|neither)(?: please)?)[!.]*",
    ),
    { kind: "decide", yes: false },
  ],
  [
    pattern("(?:no|nope|nah|n|no no)(?:[, ]+(?:thanks|thank you|please|not now|don't))?[!.]*"),
    { kind: "decide", yes: false },
  ],
  [
    pattern(
      "(?:yes|y|yep|yeah|yup|sure|ok|okay|k|do it|go ahead|confirm|confirmed|right|correct|exactly|of course|absolutely|definitely|that one|yes,? (?:that one|that|do it|please|go ahead|it is|sure)|please do|affirmative|indeed)[!.]*",
    ),
    { kind: "decide", yes: true },
  ],
  [
    pattern(
      "(?:undo|undo (?:that|it|this|the last(?: one| change| thing)?|last)|revert(?: (?:that|it|this))?|take (?:that|it) back|oops|go back)[!.]*",
    ),
    { kind: "undo" },
  ],
  [
    pattern("(?:restore|undelete|bring back|recover)(?: .*)?"),
    say(
      "I cannot bring deleted tasks back, but you can: press **Undo** on the card of the deletion, within an hour of it.",
    ),
  ],
];

const negated =
  /^(?:(?:please )?(?:don't|do not|never|dont|no need to|you (?:should not|shouldn't|must not|mustn't)|i (?:don't|do not|dont|never|didn't|did not|haven't|have not|won't|will not|can't|cannot|wouldn't) (?!forget))|not )(?! ?forget)(?! ?let me forget)/i;
const notToDo =
  /\b(?:i|we) (?:need not|don't (?:need|want|have) to|do not (?:need|want|have) to|dont (?:need|want|have) to)\b/i;

const elsewhere =
  /^(?:delete|remove|erase|change|rename|set|update|clear|reset|edit|export|download|wipe|log|sign|turn|switch)\b(?: (?:out|off|on|in|up|to))?(?: (?:my|the|this|our|all(?: of)?(?: my| the)?))* ?(?:account|password|passphrase|name|user ?name|e-?mail(?: address)?|profile|settings?|time ?zone|language|conversations?|chats?|messages?|history|repository|repositories|tokens?|data|avatar|picture|theme|dark mode|light mode|sessions?|practices?|sequences?|out|off|in)(?: (?:to|from|as|into|data|settings?) .*)?$/i;

const explaining =
  /^(?:how (?:do|can|could|should|would|does) (?:i|you|one|we|it|this)\b|how to\b|what happens\b|what would happen\b|why\b|should i (?!do\b|work\b|start\b|tackle\b|focus\b)|shall i\b|may i\b|can i\b|could i\b|is it possible\b|are you able\b|do you (?:know how|support|understand|have)\b|what does\b|what do you think\b|would it\b|explain\b|what if\b|if i\b|suppose\b|imagine\b|pretend\b|is there a way\b|do i (?:need|have) to\b)/i;

const beyond =
  /\b(?:weather|forecast|temperature|joke|poem|story|song|lyrics|recipe|news|translate|translation|capital of|president|stock|bitcoin|essay|e-?mail to|blog|summari[sz]e|summary of (?:my|the|this)|(?:write|fix|debug|review|generate|refactor|explain) (?:me )?(?:some |this |the |my |a |an )?(?:code|function|script|program|bug|regex|query|sql|class|poem|text|letter|python|javascript|typescript|html)|meaning of life|who (?:is|was|won)|what year|calculate|square root|\d+ ?[+*/x-] ?\d+ ?(?:=|$)|sing|dance|draw|image of|picture of|movie|flight|restaurant|hotel|play (?:music|a song)|search the (?:web|internet)|google|browse|chat with me|talk to me|tell me (?:something|a story|a joke|about (?:the|your)))\b/i;

/** Undefined when a message may be a command. */
export function smallTalk({ text, isQuestion }: Heard): Intent | undefined {
  if (text === "" && isQuestion) return say(helpText);
  if (!/[\p{L}\p{N}?✓✔✅]/u.test(text)) return { kind: "unknown" };
  for (const [words, intent] of talk) if (words.test(text)) return intent;
  return undefined;
}

/** What is not to be done, or asks how things work: nothing may be done for it. */
export function notAsked({ text }: Heard): Intent | undefined {
  if (negated.test(text) || notToDo.test(text)) {
    return say("Then I leave everything as it is. Tell me what I shall do instead, or write **help** for examples.");
  }
  if (elsewhere.test(text)) {
    return say(
      "I cannot change that: I look after tasks only. You find it under **Settings**, or on the page it belongs to.",
    );
  }
  return explaining.test(text) ? say(helpText) : undefined;
}

/** What no command of Stint's is about. */
export const beyondMe = ({ text }: Heard): Intent | undefined => (beyond.test(text) ? say(beyondText) : undefined);
