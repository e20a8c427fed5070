// The sample investigation, played as a person would: what README and docs show, held by a test.
import { investigate, makeCase } from '../investigation/play.ts';
import { expect, test } from './fixture.ts';

test('from an empty window to a storyline', async ({ launch, folder }) => {
  test.setTimeout(150_000);
  const trailcase = await launch();
  await trailcase.page.setViewportSize({ width: 1280, height: 800 });
  const picture = async (_page: unknown, name: string) => trailcase.screenshot(`investigation-${name}`);
  await makeCase(trailcase, folder, picture);
  await investigate(trailcase, picture);
  const { page } = trailcase;

  await test.step('another time, everything is where it was', async () => {
    await page.getByTestId('storyline-read').click();
    await expect(page.getByTestId('story-part')).toHaveCount(3);
    const path = await trailcase.call('case.info', {});
    await trailcase.close();
    const again = await launch({ openCase: path.ok ? path.value.case.path : '' });
    await expect(again.page.getByTestId('story-part')).toHaveCount(3);
    const verified = await again.call('findings.list', {});
    expect(verified.ok && verified.value.findings.map(({ current }) => current.body.supporting.length)).toEqual([2, 2, 2]);
  });
});
