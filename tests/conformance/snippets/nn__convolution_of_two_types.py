# A convolution wants input, weights and bias of one dtype
# tier: 2
import torch
import torch.nn as nn
import torch.nn.functional as F
def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)
image, weight, bias = torch.ones(1, 1, 3, 3), torch.ones(1, 1, 2, 2), torch.ones(1)
attempt("layer", lambda: nn.Conv2d(1, 1, 2)(image.double()))
attempt("layer of longs", lambda: nn.Conv2d(1, 1, 2)(image.long()))
attempt("double layer", lambda: nn.Conv2d(1, 1, 2).double()(image))
attempt("no bias", lambda: nn.Conv2d(1, 1, 2, bias=False)(image.double()))
attempt("weight", lambda: F.conv2d(image, weight.double()))
attempt("long", lambda: F.conv2d(image.long(), weight))
attempt("bias", lambda: F.conv2d(image, weight, bias.double()))
attempt("channels too", lambda: nn.Conv2d(2, 1, 2)(image.double()))
attempt("channels", lambda: nn.Conv2d(2, 1, 2, bias=False)(image.double()))
attempt("one dimension", lambda: F.conv1d(image[0], weight[0].double()))
attempt("half", lambda: F.conv1d(image[0].half(), weight[0]))
attempt("transposed", lambda: nn.ConvTranspose2d(1, 1, 2)(image.double()))
attempt("addmm", lambda: torch.addmm(image[0, 0], image[0, 0], image[0, 0].double()))
attempt("addmm of mat1", lambda: torch.addmm(image[0, 0], image[0, 0].double(), image[0, 0]))
attempt("addmm of self", lambda: torch.addmm(image[0, 0].double(), image[0, 0], image[0, 0]))
