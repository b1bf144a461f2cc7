/** Stands in for the one part of undici, to see what a start would be with all of it. */
import { Agent } from 'undici';

export default Agent;
