# EmbeddingBag: of given weights, with a largest norm, its repr and refusals
# tier: 3
import torch, torch.nn as nn, torch.nn.functional as F
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e)[:300])
torch.manual_seed(1)
w=torch.randn(5,3)
e=nn.EmbeddingBag.from_pretrained(w); print(e, e.weight.requires_grad); print(e(torch.tensor([[0,1],[2,3]])))
e=nn.EmbeddingBag.from_pretrained(w.clone(),freeze=False,mode='sum',padding_idx=1); print(e); o=e(torch.tensor([0,1,2,2]),torch.tensor([0,2])); print(o.detach()); o.sum().backward(); print(e.weight.grad)
t(lambda: nn.EmbeddingBag.from_pretrained(w[0]))
e=nn.EmbeddingBag(5,3,max_norm=1.0,mode='sum'); print(e); print(e(torch.tensor([[0,1],[2,2]])).detach()); print(e.weight.norm(dim=1))
e=nn.EmbeddingBag(5,3,max_norm=1.0,norm_type=1.0,scale_grad_by_freq=True,include_last_offset=True); print(e)
t(lambda: F.embedding_bag(torch.tensor([0,1]),w,torch.tensor([0]),max_norm=.5))
t(lambda: e(torch.tensor([0,1,2]),torch.tensor([0,2,3])).detach())
e=nn.EmbeddingBag(5,3,mode='max'); print(e)
t(lambda: nn.EmbeddingBag(5,3,mode='avg')(torch.tensor([[0]])))
t(lambda: nn.EmbeddingBag(5,3,padding_idx=7))
e=nn.EmbeddingBag(4,2,_weight=torch.ones(4,2)); print(e.weight)
e=nn.EmbeddingBag(4,2); e.reset_parameters(); print(e.weight.shape)
n=nn.Embedding(4,2); n.reset_parameters()
t(lambda: nn.Embedding(5,3,scale_grad_by_freq=True))
