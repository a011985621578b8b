# Arguments of methods and functions that fit no signature
# tier: 3
import torch
def t(*fs):
    for k, f in enumerate(fs):
        try: print(k, str(f()).replace("\n"," "))
        except Exception as e: print(k, type(e).__name__, str(e).replace("\n", "|"))
x = torch.ones(2, 3); i = torch.tensor([0, 1])
t(lambda: torch.add(x), lambda: torch.add(x, "a"), lambda: torch.matmul(x), lambda: torch.matmul(x, 2),
  lambda: x.matmul(2), lambda: x.sum("a"), lambda: x.sum(dim="a"), lambda: x.sum(0, True, 3),
  lambda: x.sum(axis=0), lambda: x.view("a"), lambda: x.view(), lambda: x.reshape("a"),
  lambda: x.permute("a"), lambda: x.transpose(0), lambda: x.transpose("a", 1), lambda: x.unsqueeze(),
  lambda: x.squeeze("a"), lambda: torch.cat(x), lambda: torch.cat([1, 2]), lambda: torch.stack(3),
  lambda: torch.cat(), lambda: x.expand("a"), lambda: x.max("a"), lambda: x.max(0, 1, 2),
  lambda: x.argmax("a"), lambda: x.softmax(), lambda: x.softmax("a"), lambda: torch.softmax(x),
  lambda: x.clamp("a"), lambda: x.clamp(), lambda: x.pow("a"), lambda: x.pow(),
  lambda: x.gather(0), lambda: x.gather(0, 1), lambda: x.index_select(0, 1), lambda: x.masked_fill(1, 2),
  lambda: x.masked_fill(x > 0), lambda: x.std("a"), lambda: x.sort("a"), lambda: x.topk(),
  lambda: x.topk("a"), lambda: x.chunk("a"), lambda: x.flatten("a"), lambda: x.repeat("a"),
  lambda: x.item(3), lambda: x.mm(), lambda: torch.mm(x), lambda: torch.bmm(x, 1),
  lambda: torch.dot(x), lambda: torch.eye("a"), lambda: torch.full(2), lambda: torch.full(2, 3),
  lambda: torch.arange(), lambda: torch.randint(), lambda: torch.randperm("a"), lambda: torch.linspace(0),
  lambda: torch.zeros_like(3), lambda: torch.exp(), lambda: torch.exp(3), lambda: torch.exp(x, 3),
  lambda: torch.sum(), lambda: torch.sum(x, "a"), lambda: torch.mean("a"), lambda: torch.max(x, "a"),
  lambda: torch.abs([1]), lambda: torch.relu("a"), lambda: torch.sigmoid(None), lambda: torch.reshape(x, 2, 3),
  lambda: torch.transpose(x, 0), lambda: torch.flatten(3), lambda: torch.argmax("a"), lambda: torch.cumsum(x),
  lambda: x.cumsum(), lambda: x.cumsum("a"), lambda: torch.clamp(x), lambda: torch.bernoulli(3),
  lambda: torch.multinomial(x), lambda: x.uniform_("a"), lambda: x.normal_("a"), lambda: x.fill_("a"),
  lambda: x.add_("a"), lambda: x.scatter_(0, i), lambda: x.index_add_(0, i), lambda: x.requires_grad_("a"),
  lambda: x.detach(1), lambda: x.clone(1), lambda: x.to("foo"), lambda: x.backward("a"),
  lambda: x.retain_grad(1), lambda: x.register_hook(), lambda: x.dim(1), lambda: x.size("a"),
  lambda: x.stride("a"), lambda: x.numel(2), lambda: x.tolist(1), lambda: x.new_zeros("a"),
  lambda: x.tril("a"), lambda: x.diagonal("a"), lambda: x.lerp(x), lambda: x.addmm(x),
  lambda: x.equal(1), lambda: x == "a", lambda: x < "a", lambda: x + "a",
  lambda: "a" + x, lambda: x + None, lambda: x * [1], lambda: x @ 3,
  lambda: x ** "a", lambda: x / None, lambda: -"a", lambda: x[None, "a"],
  lambda: x & 1, lambda: x % "a", lambda: x // None, lambda: abs("a"),
  lambda: x and 1)
