/** Recognises yes and no to a waiting tool. */

const wordsOf = (text: string) => new Set(text.split(" "));

const agreeing = wordsOf(
  "yes y yep yeah yup aye sure ok okay k confirm confirmed approve approved proceed absolutely definitely certainly correct agreed",
);
const refusing = wordsOf("no n nope nah cancel stop dont deny denied decline abort nevermind");

/** Words that may follow without changing the meaning. */
const afterYes = wordsOf(
  "please do it that this them these those go ahead on thanks thank you of course i am im all both delete remove add start end tracking the task tasks session",
);
const afterNo = wordsOf(
  "please do not it that this them these those thanks thank you leave keep start end add tracking the session",
);

const agreeingPhrases = /^(?:go ahead|do it|do that|go for it|please do|of course|sounds good|i am sure|im sure)$/;
const refusingPhrases =
  /^(?:do not|never mind|leave (?:it|them|that)(?: alone)?|keep (?:it|them|that)|not now|rather not|better not|please (?:do not|dont)(?: do (?:it|that))?)$/;

/**
 * The decision in a message: true for yes, false for no, undefined when it is about something else. "yes, but not the
 * second one" is something else.
 */
export function decisionIn(text: string): boolean | undefined {
  const plain = text
    .toLowerCase()
    .replaceAll(/['’]/g, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  if (refusingPhrases.test(plain)) return false;
  if (agreeingPhrases.test(plain)) return true;
  // A command of its own, which ends the running session whatever was asked before.
  if (/^stop (?:tracking|the (?:session|timer|clock))$/.test(plain)) return undefined;
  const [first = "", ...rest] = plain.split(" ");
  const alone = (own: Set<string>, harmless: Set<string>) =>
    rest.every((word) => harmless.has(word) || own.has(word)) ? true : undefined;
  if (refusing.has(first)) return alone(refusing, afterNo) && false;
  if (agreeing.has(first)) return alone(agreeing, afterYes);
  return undefined;
}
