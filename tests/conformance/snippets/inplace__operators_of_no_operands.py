# Operators with what is neither tensor nor number: Python's own refusal, before autograd's
# tier: 3
import torch

OPERATORS = "+ - * / // % ** & | ^ << >> @".split()
for text in ["torch.ones(2, requires_grad=True)", "torch.ones(2).int()"]:
    for operator in OPERATORS:
        for other in ["'a'", "None", "[1]", "(1,)", "object"]:
            for code in [f"x {operator}= {other}", f"x {operator} {other}", f"{other} {operator} x"]:
                names = {"x": eval(text)}
                try:
                    exec(code, names)
                    print(code, "did", names["x"])
                except Exception as error:
                    print(code, type(error).__name__, error)
