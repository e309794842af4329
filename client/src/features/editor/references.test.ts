import { describe, expect, it } from 'vitest';
import { toDefinition } from '@/features/tools/definition';
import { INPUTS_NODE, OUTPUT_NODE, toWorkflow } from './references';

const draw = (steps: object[], output: object = {}) =>
  toWorkflow(toDefinition({ inputs: {}, steps: steps as never, output: output as never }));
const arrows = ({ edges }: ReturnType<typeof draw>) => edges.map(({ from, to }) => `${from}>${to}`);

describe('toWorkflow', () => {
  it('puts a step behind the last of those that it mentions', () => {
    const flow = draw(
      [
        { id: 'a', kind: 'x', with: { text: '{{ inputs.email }}' } },
        { id: 'b', kind: 'x', with: { text: '{{ steps.a.text }}' } },
        {
          id: 'c',
          kind: 'x',
          when: 'steps.b.ok',
          with: { list: ['{{ steps.a.text }}'] },
          after: ['b'],
        },
      ],
      { out: '{{ steps.c }}' },
    );
    expect(flow.nodes.map(({ id, level }) => [id, level])).toEqual([
      [INPUTS_NODE, 0],
      ['a', 1],
      ['b', 2],
      ['c', 3],
      [OUTPUT_NODE, 4],
    ]);
    expect(arrows(flow)).toEqual([`${INPUTS_NODE}>a`, 'a>b', 'a>c', 'b>c', `c>${OUTPUT_NODE}`]);
  });
  it('takes text that looks like a reference for text', () => {
    expect(
      arrows(
        draw([
          { id: 'a', kind: 'x' },
          { id: 'b', kind: 'x', with: { text: 'see steps.a' } },
        ]),
      ),
    ).not.toContain('a>b');
  });
  it('ends with a cycle, and with a step that does not exist', () => {
    const flow = draw([
      { id: 'a', kind: 'x', with: { text: '{{ steps.b }}' } },
      { id: 'b', kind: 'x', with: { text: '{{ steps.a & steps.gone }}' } },
    ]);
    expect(flow.nodes).toHaveLength(4);
  });
});
