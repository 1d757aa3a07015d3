import { parse } from 'node-html-parser';
import { type Answer, type Request, StepFailed } from './transcript.ts';

/** What a person sees of a page: its first heading. */
export function readHeading({ text }: Answer): string {
  return tidy(parse(text).querySelector('h1')?.textContent ?? '');
}

/** All that a person can read on a page. */
export function readText({ text }: Answer): string {
  return tidy(parse(text).querySelector('body')?.textContent ?? '');
}

/** What stands on a page in the elements that a selector finds. */
export function readAll({ text }: Answer, selector: string): string[] {
  return parse(text)
    .querySelectorAll(selector)
    .map((element) => tidy(element.textContent));
}

type Press = { url: string; request: Request; label: string };

/** What a browser sends when a person presses a button: the first with that value, or the first of all. */
export function pressButton(page: Answer, value?: string): Press {
  const wanted = value === undefined ? 'button' : `button[value="${value}"]`;
  const form = parse(page.text).querySelector(`form[method="post"]:has(${wanted})`);
  const button = form?.querySelector(wanted);
  if (!form || !button) throw new StepFailed(`the page has no such button: ${wanted}`);
  const fields = [...form.querySelectorAll('input'), button].map((field): [string, string] => [
    field.getAttribute('name') ?? '',
    field.getAttribute('value') ?? '',
  ]);
  const body = new URLSearchParams(fields.filter(([name]) => name !== '')).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const url = new URL(form.getAttribute('action') ?? '', page.url).href;
  return { url, request: { method: 'POST', headers, body }, label: tidy(button.textContent) };
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
