import { html, raw } from './html';

describe('A page', () => {
  it('shows what was put into it as text, whatever it holds', () => {
    const name = `<script>alert("1")</script> & 'O\u0000Brien'`;
    expect(html`<td title="${name}">${name}</td>`.text).toBe(
      `<td title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;O\ufffdBrien&#39;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;O\ufffdBrien&#39;</td>`,
    );
    expect(html`${'half a pair \ud83d, a whole one \u{1f69b}'}`.text).toBe('half a pair \ufffd, a whole one \u{1f69b}');
  });

  it('takes parts of pages as they are, joins lists, and leaves out what is not there, but not a zero', () => {
    const items = ['a', '<b>'].map((x) => html`<li>${x}</li>`);
    expect(html`<ul>${items}</ul>${null}${undefined}${false}${0}${''}${raw('<hr>')}`.text).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li></ul>0<hr>',
    );
  });
});
