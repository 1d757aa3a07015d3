import { Logger } from '@aws-lambda-powertools/logger';

/** The log of a function: JSON lines. Never personal data, keys or bodies. */
export const log = new Logger();
