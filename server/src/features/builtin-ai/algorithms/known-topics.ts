import { TOPICS } from './topics.js';
import { add, centroid, dot, type Embedder, type Vector } from './vectors.js';

/** A topic of everyday work as the model sees it. */
export interface Topic {
  name: string;
  /** The topic's name by itself. */
  title: Vector;
  /** What its sentences share. */
  direction: Vector;
}

export interface KnownTopics {
  topics: Topic[];
  /**
   * Takes off what all everyday texts share, such as being a message from somebody. Without that,
   * a vague label is a little close to everything and wins for that reason alone.
   */
  centred(vector: Vector): Vector;
}

/** Topics about how somebody feels or asks, which says nothing about the subject. */
const ATTITUDES = new Set([
  'complaints',
  'praise and thanks',
  'questions on how to use something',
  'feature requests',
]);

/** Reads the topics; the worker has their vectors at hand. */
export async function knownTopics(embedder: Embedder): Promise<KnownTopics> {
  const names = Object.keys(TOPICS);
  const titles = await embedder.embed(names);
  const sentences: Vector[][] = [];
  for (const name of names) sentences.push(await embedder.embed(TOPICS[name]!));
  const all = sentences.flat();
  const usual = add(all).map((value) => value / all.length);

  const centred = (vector: Vector): Vector => {
    const shifted = vector.map((value, i) => value - usual[i]!);
    const length = Math.sqrt(dot(shifted, shifted)) || 1;
    return shifted.map((value) => value / length);
  };
  const topics = names.map((name, i) => ({
    name,
    title: titles[i]!,
    direction: centroid(sentences[i]!.map(centred)),
  }));
  return { topics, centred };
}

/** How much a label is about each topic: to the topic's name, and to what people write about it. */
const aboutness = (topic: Topic, label: Vector, centredLabel: Vector): number =>
  dot(topic.title, label) + dot(topic.direction, centredLabel);

export interface Shared {
  /** For each label, the topics that it is about. */
  borrowed: Topic[][];
  /** The topics that no label is near to. */
  foreign: Topic[];
}

/** Gives each topic to the label that is most about it, if one clearly is. */
export function shareTopics({ topics, centred }: KnownTopics, labels: Vector[]): Shared {
  const scores = labels.map((label) => {
    const centredLabel = centred(label);
    return topics.map((topic) => aboutness(topic, label, centredLabel));
  });
  const borrowed: Topic[][] = labels.map(() => []);
  const foreign: Topic[] = [];
  topics.forEach((topic, t) => {
    const each = scores.map((row) => row[t]!);
    const score = Math.max(...each);
    const winner = each.indexOf(score);
    const mainTopic = Math.max(...scores[winner]!);
    if (score >= ABOUT && score >= ABOUT_MAIN * mainTopic) borrowed[winner]!.push(topic);
    else if (score < NEAR && !ATTITUDES.has(topic.name)) foreign.push(topic);
  });
  return { borrowed, foreign };
}

const ABOUT = 0.7;
/** A side topic counts when it is at least this share of the label's main topic. */
const ABOUT_MAIN = 0.65;
/** From here on a topic is too near to a label to speak against it. */
const NEAR = 0.75;
