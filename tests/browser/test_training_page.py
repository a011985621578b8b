"""A training, and what a program keeps alive: read, stepped and mended in the page."""

import re

import pytest
from pictures import check_picture
from playwright.sync_api import expect

LEAK = """\
import torch
from torch import nn

torch.manual_seed(0)
x = torch.linspace(-1, 1, 64).unsqueeze(1)
y = x ** 2
model = nn.Sequential(nn.Linear(1, 16), nn.Tanh(), nn.Linear(16, 1))
losses = []
for batch in range(5):
    error = model(x) - y
    loss = (error * error).mean()
    losses.append(loss)
losses[0].backward(retain_graph=True)
losses[1].backward()
print(len(losses))
"""


@pytest.mark.parametrize("host", ["served"], indirect=True)
def test_a_training_is_chosen_step_by_step_and_what_is_odd_is_told(explorer):
    page, inspector = explorer.page, explorer.inspector
    explorer.sized(1440, 900).open_lesson_number(9)
    where = inspector.locator(".chooser output")
    expect(where).to_have_text("step 30 of 30")
    expect(inspector.locator(".odd")).to_contain_text("At 9 of 30 steps the gradients were added")
    inspector.locator(".odd button").click()
    expect(where).to_have_text("step 22 of 30")
    expect(inspector.locator(".curves td")).to_have_text(["–", "0.0618"])
    loss = inspector.get_by_role("slider", name="Loss by step")
    loss.focus()
    page.keyboard.press("Home")
    expect(where).to_have_text("step 1 of 30")
    expect(loss).to_be_focused()  # what has the keyboard stays while the page tells the step
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(loss).to_have_attribute("aria-valuetext", re.compile("step 6 of 30: loss 0.0"))
    explorer.press("}")
    expect(where).to_have_text("step 7 of 30")
    explorer.caption.click()
    check_picture(page, "training")
    page.get_by_role("button", name="中文").click()
    expect(where).to_have_text("第 7 / 30 步")


@pytest.mark.parametrize("host", ["served"], indirect=True)
def test_what_is_kept_alive_is_told_and_mended(explorer):
    page, inspector = explorer.page, explorer.inspector
    explorer.sized(1440, 900).run(LEAK).press("Escape", "k")
    expect(inspector.locator("h2")).to_have_text("What is kept alive?")
    expect(inspector.locator(".leak")).to_contain_text("losses keeps 5 results")
    expect(inspector.locator(".bytes td").nth(1)).to_have_text("17 kB")
    held = inspector.locator(".held li")
    expect(held.first).to_contain_text("never freed")
    explorer.caption.click()
    check_picture(page, "alive")
    explorer.press("b")  # where the first backward begins: the second has freed nothing yet
    expect(held.first).to_contain_text(re.compile("reached through losses|until the backward"))
    explorer.press("End", "k")
    inspector.locator(".leak summary").click()
    inspector.get_by_role("button", name="Apply and run").click()
    explorer.settled()
    assert "losses.append(loss.item())" in explorer.editor.inner_text()


STEPS = """\
import torch
from torch import nn

torch.manual_seed(0)
x = torch.linspace(-1, 1, 16).unsqueeze(1)
y = x ** 2
model = nn.Sequential(nn.Linear(1, 4), nn.Tanh(), nn.Linear(4, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for step in range(8):
    loss = ((model(x) - y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
"""
# Where the names of parameters are written, in pixels of the screen; their boxes are drawn at them.
WRITTEN = """({ width, height }) => {
  const models = Bokeh.documents.flatMap((document) => [...document._all_models.values()]);
  const { x_range, y_range, renderers } = models.find(({ name }) => name === "graph");
  const found = {};
  for (const { data_source: { data } } of renderers) {
    (data.text ?? []).forEach((text, i) => {
      if (!/^model\\.\\d\\.(weight|bias)$/.test(text)) return;
      const across = (data.x[i] - x_range.start) / (x_range.end - x_range.start);
      const down = (data.y[i] - y_range.end) / (y_range.start - y_range.end);
      (found[text] ??= []).push([Math.round(across * width), Math.round(down * height)]);
    });
  }
  return found;
}"""


@pytest.mark.parametrize("host", ["served"], indirect=True)
def test_parameters_stay_where_they_are_from_step_to_step(explorer):
    explorer.sized(1440, 1500).run(STEPS).press("Home", "}")
    canvas = explorer.graph.locator(".canvas").bounding_box()
    where = explorer.inspector.locator(".chooser output")
    places = []
    for step in range(2, 8):
        explorer.press("}")
        expect(where).to_have_text(f"step {step} of 8")
        explorer.page.wait_for_timeout(100)  # for the picture of this step
        places.append(explorer.page.evaluate(WRITTEN, canvas))
    assert places[0].keys() == {
        f"model.{at}" for at in ("0.weight", "0.bias", "2.weight", "2.bias")
    }
    assert all(0 < y < canvas["height"] for ((_, y),) in places[0].values())
    assert places == [places[0]] * len(places)
